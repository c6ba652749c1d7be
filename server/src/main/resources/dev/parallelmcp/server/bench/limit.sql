-- What SQLite itself can do: the least that a correct claim and completion need, without an engine. The figures of the
-- product are held against the speed of these statements. Each block has a name and is prepared once.

-- name: settings
-- As the product's connection that writes has them, the log as long before it is carried over (32 MiB); the pages are of
-- SQLite's usual size, of which the product's are half.
PRAGMA journal_mode = WAL;
PRAGMA temp_store = MEMORY;
PRAGMA mmap_size = 0;
PRAGMA cache_size = -16384;
PRAGMA wal_autocheckpoint = 8000;
PRAGMA journal_size_limit = 67108864;

-- name: schema
CREATE TABLE tasks (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    run_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    priority INTEGER NOT NULL,
    status TEXT NOT NULL,
    attempt_count INTEGER NOT NULL,
    attempt_id TEXT,
    lease_id TEXT,
    leased_by TEXT,
    lease_expires_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    completed_at INTEGER,
    input TEXT,
    output TEXT
) STRICT;

CREATE INDEX tasks_ready ON tasks (kind, priority DESC, seq) WHERE status = 'queued';
CREATE INDEX tasks_due ON tasks (lease_expires_at) WHERE lease_expires_at IS NOT NULL;

CREATE TABLE attempts (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    lease_id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    worker_id TEXT NOT NULL,
    status TEXT NOT NULL,
    leased_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL,
    task_id TEXT,
    attempt_id TEXT,
    type TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    payload TEXT NOT NULL
) STRICT;

CREATE INDEX events_of_run ON events (run_id, id);

-- name: begin
BEGIN IMMEDIATE

-- name: commit
COMMIT

-- name: savepoint
SAVEPOINT one

-- name: release
RELEASE one

-- name: enqueue
INSERT INTO tasks (id, run_id, kind, priority, status, attempt_count, created_at, updated_at, input)
VALUES (?, ?, ?, 0, 'queued', 0, ?, ?, ?)

-- The seven statements of a cycle. Three claim:

-- name: claim-task
UPDATE tasks
SET status = 'leased', attempt_count = attempt_count + 1, attempt_id = ?, lease_id = ?, leased_by = ?,
    lease_expires_at = ?, updated_at = ?
WHERE seq = (
    SELECT seq FROM tasks WHERE status = 'queued' AND kind = ? ORDER BY priority DESC, seq LIMIT 1)
RETURNING id, run_id, attempt_count, input

-- name: claim-attempt
INSERT INTO attempts (id, lease_id, task_id, number, worker_id, status, leased_at)
VALUES (?, ?, ?, ?, ?, 'leased', ?)

-- name: claim-event
INSERT INTO events (run_id, task_id, attempt_id, type, created_at, payload)
VALUES (?, ?, ?, 'task.claimed', ?, ?)

-- Four complete:

-- name: find-task
SELECT seq, run_id, status, attempt_count, attempt_id FROM tasks WHERE id = ?

-- name: complete-task
UPDATE tasks
SET status = 'completed', attempt_id = NULL, lease_id = NULL, leased_by = NULL, lease_expires_at = NULL,
    updated_at = ?, completed_at = ?, output = ?
WHERE seq = ? AND status = 'leased' AND lease_id = ? AND leased_by = ?

-- name: complete-attempt
UPDATE attempts SET status = 'completed', ended_at = ? WHERE id = ?

-- name: complete-event
INSERT INTO events (run_id, task_id, attempt_id, type, created_at, payload)
VALUES (?, ?, ?, 'task.completed', ?, ?)

-- The same for many tasks at once, one statement for each table and step. A JSON array says which tasks.

-- name: batch-claim-tasks
UPDATE tasks
SET status = 'leased', attempt_count = attempt_count + 1,
    attempt_id = ?1 || substr('0000000000000' || seq, -13), lease_id = ?2 || substr('0000000000000' || seq, -13),
    leased_by = ?3, lease_expires_at = ?4, updated_at = ?5
WHERE seq IN (
    SELECT seq FROM tasks WHERE status = 'queued' AND kind = ?6 ORDER BY priority DESC, seq LIMIT ?7)
RETURNING seq, id, run_id, attempt_count, attempt_id, lease_id, input

-- name: batch-claim-attempts
INSERT INTO attempts (id, lease_id, task_id, number, worker_id, status, leased_at)
SELECT attempt_id, lease_id, tasks.id, attempt_count, leased_by, 'leased', updated_at
FROM json_each(?1) AS given
CROSS JOIN tasks ON tasks.seq = given.value

-- name: batch-claim-events
INSERT INTO events (run_id, task_id, attempt_id, type, created_at, payload)
SELECT run_id, tasks.id, attempt_id, 'task.claimed', updated_at,
    '{"status":"leased","attemptCount":' || attempt_count || ',"leaseId":"' || lease_id || '","leasedBy":"' || leased_by
        || '","reason":null,"attemptNumber":' || attempt_count || ',"fencingToken":' || updated_at
        || ',"leaseExpiresAt":"2026-01-31T09:30:00.000Z"}'
FROM json_each(?1) AS given
CROSS JOIN tasks ON tasks.seq = given.value

-- name: batch-find-tasks
SELECT tasks.seq, tasks.run_id, tasks.status, tasks.attempt_count, tasks.attempt_id
FROM json_each(?1) AS given
CROSS JOIN tasks ON tasks.id = given.value

-- name: batch-complete-attempts
UPDATE attempts SET status = 'completed', ended_at = ?2 WHERE id IN (SELECT value FROM json_each(?1))

-- name: batch-complete-events
INSERT INTO events (run_id, task_id, attempt_id, type, created_at, payload)
SELECT run_id, tasks.id, attempt_id, 'task.completed', ?2,
    '{"status":"completed","attemptCount":' || attempt_count || ',"leaseId":null,"leasedBy":null,"reason":null}'
FROM json_each(?1) AS given
CROSS JOIN tasks ON tasks.seq = given.value

-- name: batch-complete-tasks
UPDATE tasks
SET status = 'completed', attempt_id = NULL, lease_id = NULL, leased_by = NULL, lease_expires_at = NULL,
    updated_at = ?2, completed_at = ?2, output = ?3
FROM json_each(?1) AS given
WHERE tasks.seq = given.value ->> 0 AND status = 'leased' AND lease_id = given.value ->> 1 AND leased_by = ?4
