package dev.parallelmcp.server.cli;

import java.util.Locale;
import java.util.Properties;

/** How much the log says, on stderr. */
enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE;

    private static final String PROPERTY = "org.slf4j.simpleLogger.defaultLogLevel";

    /** The driver logs stack traces of failures that we report in one line of our own. */
    private static final String DRIVER_PROPERTY = "org.slf4j.simpleLogger.log.org.sqlite";

    /** The SDK warns of what clients may well do, as asking for a newer protocol, and quotes them without a bound. */
    private static final String SDK_PROPERTY = "org.slf4j.simpleLogger.log.io.modelcontextprotocol";

    /** Takes effect when it is called before the first logger is made. */
    void apply(Properties system) {
        String level = name().toLowerCase(Locale.ROOT);
        system.setProperty(PROPERTY, level);
        boolean loud = compareTo(DEBUG) >= 0;
        system.setProperty(DRIVER_PROPERTY, loud ? level : "off");
        system.setProperty(SDK_PROPERTY, loud ? level : "error");
    }
}
