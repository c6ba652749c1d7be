package dev.parallelmcp.server.cli;

/** What a command does with a database. */
enum Access {
    READ_WRITE,
    /** Nothing is ever written: no database is created and none is brought up to date. */
    READ_ONLY
}
