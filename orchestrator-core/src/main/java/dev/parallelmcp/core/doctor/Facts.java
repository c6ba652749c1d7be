package dev.parallelmcp.core.doctor;

/**
 * What there is.
 *
 * @param engineVersion the version of the database's own program
 * @param schemaVersion that of the database
 * @param knownSchemaVersion that of this program
 * @param databaseBytes what the database takes up, its log apart
 * @param logBytes what its write-ahead log takes up
 * @param runs how many were examined, as of tasks and events
 */
public record Facts(
        String engineVersion,
        int schemaVersion,
        int knownSchemaVersion,
        long databaseBytes,
        long logBytes,
        long runs,
        long tasks,
        long events) {}
