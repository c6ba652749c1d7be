-- A claim and its completion cost what they write: each page of the file that a transaction changes is copied to the
-- log. So what they touch is indexed as little as can be, and what they do not touch as the lists need it.

-- SQLite makes a table of every list of more than two values, for each statement anew: what is checked at every claim is
-- written out. Only the text of the table changes, as SQLite's documentation of ALTER TABLE allows for CHECK; the
-- statements below make every connection read it again.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = replace(
    replace(
        sql,
        'CHECK (status IN (
            ''queued'', ''leased'', ''running'', ''blocked'', ''waiting_input'', ''completed'', ''failed'', ''cancelled''))',
        'CHECK (
            status = ''queued'' OR status = ''leased'' OR status = ''running'' OR status = ''completed''
            OR status = ''failed'' OR status = ''cancelled'' OR status = ''blocked'' OR status = ''waiting_input'')'),
    'CHECK ((status IN (''completed'', ''failed'', ''cancelled'')) = (completed_at IS NOT NULL))',
    'CHECK ((status = ''completed'' OR status = ''failed'' OR status = ''cancelled'') = (completed_at IS NOT NULL))')
WHERE type = 'table' AND name = 'tasks';
PRAGMA writable_schema = RESET;

-- Ready tasks were in six indexes, one for each combination of filters. Four are enough: who asks for kinds in all
-- namespaces looks at the first task of each namespace that has some, and so does who asks for anything anywhere.
DROP INDEX tasks_ready_by_namespace;
DROP INDEX tasks_queued;
DROP INDEX tasks_queued_by_kind;
CREATE INDEX tasks_queued_by_kind ON tasks (kind, namespace, ready DESC, priority DESC, seq) WHERE status = 'queued';

-- Held tasks come and go with every claim, and there are never more of them than workers; the others that come due may
-- be many, and stay.
DROP INDEX tasks_due;
DROP INDEX tasks_due_by_namespace;
CREATE INDEX tasks_held ON tasks (due_at, seq, namespace, kind) WHERE lease_id IS NOT NULL;
CREATE INDEX tasks_parked ON tasks (due_at) WHERE due_at IS NOT NULL AND lease_id IS NULL;
CREATE INDEX tasks_parked_by_namespace ON tasks (namespace, due_at) WHERE due_at IS NOT NULL AND lease_id IS NULL;

-- A claim changes none of these, a completion takes one entry out of the second.
DROP INDEX tasks_of_run;
CREATE INDEX tasks_of_run ON tasks (run_id, seq, kind);
CREATE INDEX tasks_unfinished_of_run ON tasks (run_id, seq, kind) WHERE completed_at IS NULL;
CREATE INDEX tasks_apart_of_run ON tasks (run_id, status, seq, kind)
    WHERE status = 'blocked' OR status = 'waiting_input' OR status = 'failed' OR status = 'cancelled';

-- Most databases have one namespace, whose events need no index to be found.
DROP INDEX events_of_namespace;
CREATE INDEX events_of_namespace ON events (namespace, id) WHERE namespace <> 'default';

-- The same table without the index of lease ids: a lease is looked for among the attempts of its task.
CREATE TABLE attempts_without_lease_index (
    -- The fencing token: AUTOINCREMENT, so it grows with every claim and is never given twice.
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    lease_id TEXT NOT NULL,
    run_id TEXT NOT NULL,
    task_id TEXT NOT NULL REFERENCES tasks (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    counted INTEGER NOT NULL CHECK (counted IN (0, 1)),
    worker_id TEXT NOT NULL,
    client_token TEXT,
    status TEXT NOT NULL
        CHECK (
            status = 'leased' OR status = 'running' OR status = 'completed' OR status = 'failed' OR status = 'expired'
            OR status = 'released' OR status = 'cancelled'),
    lease_status TEXT NOT NULL
        CHECK (
            lease_status = 'active' OR lease_status = 'released' OR lease_status = 'expired'
            OR lease_status = 'cancelled'),
    leased_at INTEGER NOT NULL,
    started_at INTEGER,
    lease_expires_at INTEGER NOT NULL,
    heartbeat_at INTEGER,
    ended_at INTEGER,
    context_snapshot_id TEXT,
    error TEXT,
    output TEXT,
    metadata TEXT,
    CHECK ((status IN ('leased', 'running')) = (lease_status = 'active')),
    CHECK ((status IN ('leased', 'running')) = (ended_at IS NULL)),
    CHECK (status <> 'leased' OR started_at IS NULL),
    CHECK (status <> 'running' OR started_at IS NOT NULL),
    CHECK (status <> 'released' OR counted = 0)
) STRICT;

INSERT INTO attempts_without_lease_index
SELECT seq, id, lease_id, run_id, task_id, number, counted, worker_id, client_token, status, lease_status, leased_at,
    started_at, lease_expires_at, heartbeat_at, ended_at, context_snapshot_id, error, output, metadata
FROM attempts;

-- No fencing token is given twice, whether its attempt is still there or not.
DELETE FROM sqlite_sequence WHERE name = 'attempts_without_lease_index';
UPDATE sqlite_sequence SET name = 'attempts_without_lease_index' WHERE name = 'attempts';

DROP TABLE attempts;
ALTER TABLE attempts_without_lease_index RENAME TO attempts;
CREATE UNIQUE INDEX attempts_of_task ON attempts (task_id, number);

-- Where a task stands that nobody works on and that has not ended.
ALTER TABLE tasks ADD COLUMN place TEXT
    GENERATED ALWAYS AS (
        CASE
            WHEN status IN ('blocked', 'waiting_input') THEN 'paused'
            WHEN status <> 'queued' THEN NULL
            WHEN unmet_dependencies > 0 THEN 'behind'
            WHEN delayed = 1 THEN 'delayed'
            ELSE 'ready'
        END) VIRTUAL;

-- How many tasks stand where: what nobody could count in time when there are a million. Held tasks are counted when
-- somebody asks.
CREATE TABLE queue_counts (
    place TEXT NOT NULL,
    kind TEXT NOT NULL,
    namespace TEXT NOT NULL,
    -- Never 0 for longer than a statement.
    tasks INTEGER NOT NULL CHECK (tasks >= 0),
    PRIMARY KEY (place, kind, namespace)
) STRICT, WITHOUT ROWID;

INSERT INTO queue_counts (place, kind, namespace, tasks)
SELECT place, kind, namespace, count(*) FROM tasks WHERE place IS NOT NULL GROUP BY place, kind, namespace;

CREATE TRIGGER tasks_arrive_waiting AFTER INSERT ON tasks WHEN new.place IS NOT NULL
BEGIN
    INSERT INTO queue_counts (place, kind, namespace, tasks) VALUES (new.place, new.kind, new.namespace, 1)
    ON CONFLICT (place, kind, namespace) DO UPDATE SET tasks = tasks + 1;
END;

CREATE TRIGGER tasks_begin_waiting AFTER UPDATE OF status, unmet_dependencies, delayed ON tasks
WHEN new.place IS NOT NULL AND new.place IS NOT old.place
BEGIN
    INSERT INTO queue_counts (place, kind, namespace, tasks) VALUES (new.place, new.kind, new.namespace, 1)
    ON CONFLICT (place, kind, namespace) DO UPDATE SET tasks = tasks + 1;
END;

CREATE TRIGGER tasks_end_waiting AFTER UPDATE OF status, unmet_dependencies, delayed ON tasks
WHEN old.place IS NOT NULL AND new.place IS NOT old.place
BEGIN
    UPDATE queue_counts SET tasks = tasks - 1
    WHERE place = old.place AND kind = old.kind AND namespace = old.namespace;
    DELETE FROM queue_counts
    WHERE place = old.place AND kind = old.kind AND namespace = old.namespace AND tasks = 0;
END;

CREATE TRIGGER tasks_leave_waiting AFTER DELETE ON tasks WHEN old.place IS NOT NULL
BEGIN
    UPDATE queue_counts SET tasks = tasks - 1
    WHERE place = old.place AND kind = old.kind AND namespace = old.namespace;
    DELETE FROM queue_counts
    WHERE place = old.place AND kind = old.kind AND namespace = old.namespace AND tasks = 0;
END;
