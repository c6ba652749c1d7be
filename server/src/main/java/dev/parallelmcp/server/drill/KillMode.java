package dev.parallelmcp.server.drill;

import java.util.SplittableRandom;

/** Whom a kill hits. */
enum KillMode {
    ONE("one server"),
    ALL("all servers"),
    /** One that serves, and one that is only just starting. */
    STARTING("one server and one at its start"),
    /** All, and then the first that tries to open the database. */
    ALL_AND_STARTING("all servers and the next at its start");

    private static final int OF = 20;

    private final String words;

    KillMode(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    boolean all() {
        return this == ALL || this == ALL_AND_STARTING;
    }

    static KillMode choose(SplittableRandom random) {
        int chance = random.nextInt(OF);
        if (chance < 11) {
            return ONE;
        }
        if (chance < 14) {
            return ALL;
        }
        return chance < 17 ? STARTING : ALL_AND_STARTING;
    }
}
