package dev.parallelmcp.dist;

/** How much the long tests do: enough for every build, or all there is to do, with -Dparallelmcp.campaign=full. */
final class Campaign {

    private static final String FULL = "full";

    private Campaign() {}

    static int size(int everyBuild, int full) {
        return TheJar.property("parallelmcp.campaign").equals(FULL) ? full : everyBuild;
    }
}
