package dev.parallelmcp.core.store.jdbc;

/** The statements about attempts that every database takes. */
final class AttemptSql {

    static final String FIND = """
            SELECT seq, id, lease_id, run_id, task_id, number, counted, worker_id, client_token, status, lease_status,
                leased_at, started_at, lease_expires_at, heartbeat_at, ended_at, context_snapshot_id,
                error, output, metadata
            FROM attempts
            WHERE id = ?
            """;

    static final String FIND_BY_LEASE = """
            SELECT seq, id, lease_id, run_id, task_id, number, counted, worker_id, client_token, status, lease_status,
                leased_at, started_at, lease_expires_at, heartbeat_at, ended_at, context_snapshot_id,
                error, output, metadata
            FROM attempts
            WHERE task_id = ? AND lease_id = ?
            """;

    static final String LATEST_OF_TASK = """
            SELECT seq, id, lease_id, run_id, task_id, number, counted, worker_id, client_token, status, lease_status,
                leased_at, started_at, lease_expires_at, heartbeat_at, ended_at, context_snapshot_id,
                error, output, metadata
            FROM attempts
            WHERE task_id = ?
            ORDER BY number DESC
            LIMIT ?
            """;

    static final String INSERT = """
            INSERT INTO attempts (id, lease_id, run_id, task_id, number, counted, worker_id, client_token,
                status, lease_status, leased_at, started_at, lease_expires_at, heartbeat_at, ended_at,
                context_snapshot_id, error, output, metadata)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            RETURNING seq
            """;

    static final String START = """
            UPDATE attempts SET status = 'running', started_at = ? WHERE id = ?
            """;

    static final String RENEW = """
            UPDATE attempts
            SET lease_expires_at = ?, heartbeat_at = ?
            WHERE id = ?
            RETURNING seq, id, lease_id, run_id, task_id, number, counted, worker_id, client_token, status, lease_status,
                leased_at, started_at, lease_expires_at, heartbeat_at, ended_at, context_snapshot_id,
                error, output, metadata
            """;

    static final String END = """
            UPDATE attempts
            SET status = ?, lease_status = ?, counted = ?, ended_at = ?, error = ?, output = ?, metadata = ?
            WHERE id = ?
            """;

    private AttemptSql() {}
}
