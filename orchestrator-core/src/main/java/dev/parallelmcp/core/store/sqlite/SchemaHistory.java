package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.doctor.Example;
import dev.parallelmcp.core.doctor.Findings;
import dev.parallelmcp.core.doctor.Symptom;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.store.jdbc.Migrator;
import dev.parallelmcp.core.store.jdbc.Migrator.Applied;
import dev.parallelmcp.core.store.jdbc.Rules;
import dev.parallelmcp.core.store.jdbc.Session;
import java.time.InstantSource;
import java.util.List;

/** By which steps a database got its schema, and what may therefore be expected of it. */
final class SchemaHistory {

    /** The first version that keeps statistics. */
    private static final int STATISTICS_SINCE = 4;

    /** The first version that keeps what workers put out. */
    private static final int OUTPUTS_SINCE = 5;

    private static final int QUEUE_COUNTS_SINCE = 6;

    private static final int KNOWN = SqliteSchema.MIGRATIONS.size();

    private final Findings findings;
    private final InstantSource clock;
    private int version;

    SchemaHistory(Findings findings, InstantSource clock) {
        this.findings = findings;
        this.clock = clock;
    }

    void examine(Session session) {
        List<Applied> applied = applied(session);
        version = applied.size();
        if (isNewer()) {
            findings.add(Symptom.SCHEMA_NEWER, versions());
        } else if (isOurs(applied)) {
            if (version < KNOWN) {
                findings.add(Symptom.SCHEMA_OLDER, versions());
            }
            SchemaObjects.of(session).compare(SchemaObjects.ofVersion(version, clock), findings);
        }
    }

    private Example versions() {
        return new Example("version " + version, "this program is of version " + KNOWN);
    }

    private List<Applied> applied(Session session) {
        try {
            return Migrator.applied(session);
        } catch (OrchestratorException e) {
            if (e.code() != ErrorCode.INTERNAL) {
                throw e;
            }
            // The table is not there: as if no step was ever taken.
            return List.of();
        }
    }

    private boolean isOurs(List<Applied> applied) {
        for (int i = 0; i < applied.size(); i++) {
            if (!applied.get(i).is(SqliteSchema.MIGRATIONS.get(i))) {
                findings.add(
                        Symptom.SCHEMA_UNKNOWN,
                        new Example("step " + applied.get(i).version(), "is another one"));
                return false;
            }
        }
        if (applied.isEmpty()) {
            findings.add(Symptom.SCHEMA_UNKNOWN, new Example("step 1", "is missing"));
        }
        return !applied.isEmpty();
    }

    /** How many steps it went. */
    int version() {
        return version;
    }

    boolean isNewer() {
        return version > KNOWN;
    }

    /** What a database of this version obeys. */
    Rules rules() {
        Rules rules = Rules.FIRST;
        if (version >= STATISTICS_SINCE) {
            rules = rules.and(Rules.OF_STATISTICS);
        }
        if (version >= OUTPUTS_SINCE) {
            rules = rules.and(Rules.OF_OUTPUTS);
        }
        return version >= QUEUE_COUNTS_SINCE ? rules.and(Rules.OF_QUEUES) : rules;
    }
}
