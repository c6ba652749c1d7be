package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.doctor.Example;
import dev.parallelmcp.core.doctor.Findings;
import dev.parallelmcp.core.doctor.Symptom;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.store.jdbc.Session;
import dev.parallelmcp.core.store.sqlite.SqliteSchema.Owner;
import java.util.Optional;

/** Opens a database to be examined, or says why it cannot be. */
final class OpenedDatabase {

    private OpenedDatabase() {}

    /** A connection that only reads, to a database that is ours. */
    static Optional<Session> open(SqliteFile file, Patience patience, Findings findings) {
        try {
            SqliteConnections.loadEngine();
        } catch (OrchestratorException e) {
            findings.add(Symptom.ENGINE_UNUSABLE, new Example("SQLite", e.message()));
            return Optional.empty();
        }
        if (file.isMissing()) {
            String left =
                    file.bytes("-wal") > 0 ? "a write-ahead log of this name is left: the file was moved away" : "";
            findings.add(Symptom.FILE_MISSING, new Example("the file", left));
            return Optional.empty();
        }
        try {
            file.requireReadable();
            return Optional.of(file.explainingReadOnlyFolder(() -> connect(file, patience)));
        } catch (OrchestratorException e) {
            findings.add(symptom(e), new Example("the file", e.message()));
            return Optional.empty();
        }
    }

    private static Session connect(SqliteFile file, Patience patience) {
        file.refuseStranger(patience);
        Session session = SqliteConnections.reader(file.readOnlyUrl());
        try {
            SqliteEvidence.inOneState(session, patience, () -> requireFilled(session));
            return session;
        } catch (Throwable e) {
            session.close();
            throw e;
        }
    }

    private static Owner requireFilled(Session session) {
        Owner owner = SqliteSchema.owner(session);
        if (owner == Owner.NOBODY) {
            throw OrchestratorException.of(ErrorCode.STORE_CORRUPT, "it is empty: no server has used it yet");
        }
        return owner;
    }

    private static Symptom symptom(OrchestratorException failure) {
        return switch (failure.code()) {
            case STORE_BUSY -> Symptom.FILE_BUSY;
            case STORE_CORRUPT -> SqliteFailures.isDamage(failure) ? Symptom.DAMAGED : Symptom.FILE_FOREIGN;
            default -> Symptom.FILE_UNREADABLE;
        };
    }
}
