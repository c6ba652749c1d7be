package dev.parallelmcp.server.cli;

import dev.parallelmcp.server.process.ServerProgram;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * All that a command takes from outside, so that a test can be the outside.
 *
 * @param in what a client or a person says
 * @param out the protocol while serving, else what a command prints; nothing else is ever written to it
 * @param err one line for each thing that a person should know
 * @param environment the variables of the environment
 * @param system the properties of the Java system, which the log reads too
 * @param version the version of the program
 * @param clock the time
 * @param random numbers from 0 (inclusive) to 1 (exclusive)
 * @param awaitDriver returns when a database can be opened fast; before that it takes longer
 * @param reclaim has memory given back to the system, at some cost
 * @param atShutdown takes what has to be done when the process is told to end, and answers its exit code
 * @param program how to start this very program once more
 */
public record Surroundings(
        InputStream in,
        OutputStream out,
        PrintWriter err,
        Map<String, String> environment,
        Properties system,
        String version,
        InstantSource clock,
        DoubleSupplier random,
        Runnable awaitDriver,
        Runnable reclaim,
        Consumer<IntSupplier> atShutdown,
        Supplier<ServerProgram> program) {}
