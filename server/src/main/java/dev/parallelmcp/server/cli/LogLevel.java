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

    /** Takes effect when it is called before the first logger is made. */
    void apply(Properties system) {
        system.setProperty(PROPERTY, name().toLowerCase(Locale.ROOT));
    }
}
