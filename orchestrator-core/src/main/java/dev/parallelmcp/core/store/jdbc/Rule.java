package dev.parallelmcp.core.store.jdbc;

import dev.parallelmcp.core.doctor.Symptom;

/**
 * Something that must not be found.
 *
 * @param sql answers id and detail of what it is found of. A rule on runs has the first and the last of them as
 *     parameters, any other rule has none
 */
public record Rule(Symptom symptom, String sql) {}
