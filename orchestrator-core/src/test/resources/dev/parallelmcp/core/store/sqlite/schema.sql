CREATE TABLE "attempts" (
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

CREATE UNIQUE INDEX attempts_of_task ON attempts (task_id, number);

CREATE TABLE client_tokens (
    token TEXT NOT NULL,
    namespace TEXT NOT NULL,
    operation TEXT NOT NULL,
    arguments_hash TEXT NOT NULL,
    run_id TEXT NOT NULL REFERENCES runs (id),
    answer_id TEXT NOT NULL, answer TEXT,
    PRIMARY KEY (token, namespace)
) STRICT, WITHOUT ROWID;

CREATE INDEX client_tokens_of_run ON client_tokens (run_id);

CREATE TABLE context_snapshots (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    run_id TEXT NOT NULL REFERENCES runs (id),
    task_id TEXT,
    scope TEXT NOT NULL CHECK (scope IN ('run', 'task')),
    -- No foreign key: snapshots leave only with their run, all at once.
    parent_snapshot_id TEXT,
    label TEXT,
    created_at INTEGER NOT NULL,
    payload TEXT NOT NULL,
    CHECK (scope <> 'task' OR task_id IS NOT NULL)
) STRICT;

CREATE INDEX context_snapshots_of_run ON context_snapshots (run_id);

CREATE TABLE dead_counts (
    namespace TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- Never 0 for longer than a statement, as above.
    tasks INTEGER NOT NULL CHECK (tasks >= 0),
    PRIMARY KEY (namespace, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    -- The cursor of consumers. AUTOINCREMENT: no id is given twice, even after its event was deleted.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    namespace TEXT NOT NULL,
    run_id TEXT NOT NULL REFERENCES runs (id),
    task_id TEXT,
    attempt_id TEXT,
    -- Types are only ever added, by newer programs too, so they are not listed here.
    type TEXT NOT NULL CHECK (type GLOB '[a-z]*.[a-z]*'),
    created_at INTEGER NOT NULL,
    payload TEXT NOT NULL
) STRICT;

CREATE INDEX events_of_namespace ON events (namespace, id) WHERE namespace <> 'default';

CREATE INDEX events_of_run ON events (run_id, id);

CREATE TABLE queue_counts (
    place TEXT NOT NULL,
    kind TEXT NOT NULL,
    namespace TEXT NOT NULL,
    -- Never 0 for longer than a statement.
    tasks INTEGER NOT NULL CHECK (tasks >= 0),
    PRIMARY KEY (place, kind, namespace)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_counts (
    namespace TEXT NOT NULL,
    status TEXT NOT NULL,
    -- Never 0 for longer than a statement: a namespace that was emptied leaves nothing behind.
    runs INTEGER NOT NULL CHECK (runs >= 0),
    PRIMARY KEY (namespace, status)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER runs_begin AFTER INSERT ON runs
BEGIN
    INSERT INTO run_counts (namespace, status, runs) VALUES (new.namespace, new.status, 1)
    ON CONFLICT (namespace, status) DO UPDATE SET runs = runs + 1;
END;

CREATE TRIGGER runs_leave AFTER DELETE ON runs
BEGIN
    UPDATE run_counts SET runs = runs - 1 WHERE namespace = old.namespace AND status = old.status;
    DELETE FROM run_counts WHERE namespace = old.namespace AND status = old.status AND runs = 0;
END;

CREATE TRIGGER runs_move AFTER UPDATE OF status ON runs WHEN new.status <> old.status
BEGIN
    UPDATE run_counts SET runs = runs - 1 WHERE namespace = old.namespace AND status = old.status;
    DELETE FROM run_counts WHERE namespace = old.namespace AND status = old.status AND runs = 0;
    INSERT INTO run_counts (namespace, status, runs) VALUES (new.namespace, new.status, 1)
    ON CONFLICT (namespace, status) DO UPDATE SET runs = runs + 1;
END;

CREATE TABLE runs (
    -- The order of creation; ties in time are listed in this order.
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    namespace TEXT NOT NULL,
    external_id TEXT,
    status TEXT NOT NULL
        CHECK (status IN ('pending', 'active', 'waiting', 'completed', 'failed', 'cancelled')),
    gate TEXT NOT NULL
        CHECK (gate IN ('open', 'closed', 'cancelled')),
    keep_open INTEGER NOT NULL CHECK (keep_open IN (0, 1)),
    -- No foreign key: run and snapshot name each other, and one of them has to be written first.
    current_context_snapshot_id TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    -- How many tasks are in each state; the status follows from these.
    queued INTEGER NOT NULL CHECK (queued >= 0),
    queued_unmet INTEGER NOT NULL CHECK (queued_unmet BETWEEN 0 AND queued),
    leased INTEGER NOT NULL CHECK (leased >= 0),
    running INTEGER NOT NULL CHECK (running >= 0),
    blocked INTEGER NOT NULL CHECK (blocked >= 0),
    waiting_input INTEGER NOT NULL CHECK (waiting_input >= 0),
    completed INTEGER NOT NULL CHECK (completed >= 0),
    failed INTEGER NOT NULL CHECK (failed >= 0),
    cancelled INTEGER NOT NULL CHECK (cancelled >= 0),
    metadata TEXT,
    CHECK (gate <> 'cancelled' OR status = 'cancelled')
) STRICT;

CREATE INDEX runs_by_external_id ON runs (external_id) WHERE external_id IS NOT NULL;

CREATE INDEX runs_by_namespace_and_creation ON runs (namespace, status, created_at);

CREATE INDEX runs_by_namespace_and_update ON runs (namespace, status, updated_at);

CREATE INDEX runs_by_status_and_creation ON runs (status, created_at);

CREATE INDEX runs_by_status_and_update ON runs (status, updated_at);

CREATE TABLE schema_migrations (
    version INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    applied_at BIGINT NOT NULL);

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE task_dependencies (
    depends_on_seq INTEGER NOT NULL REFERENCES tasks (seq),
    task_seq INTEGER NOT NULL REFERENCES tasks (seq),
    PRIMARY KEY (depends_on_seq, task_seq),
    -- A dependency exists before what depends on it, so there are no cycles.
    CHECK (depends_on_seq < task_seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX task_dependencies_by_task ON task_dependencies (task_seq, depends_on_seq);

CREATE TABLE task_output_totals (
    task_seq INTEGER PRIMARY KEY REFERENCES tasks (seq) ON DELETE CASCADE,
    oldest INTEGER NOT NULL CHECK (oldest BETWEEN 1 AND latest),
    latest INTEGER NOT NULL,
    -- Of the values, in UTF-8.
    bytes INTEGER NOT NULL CHECK (bytes >= 0)
) STRICT;

CREATE TABLE task_outputs (
    task_seq INTEGER NOT NULL REFERENCES tasks (seq) ON DELETE CASCADE,
    -- 1, 2, 3 … within the task. The oldest entries go when there are too many, so what is left has no gaps.
    sequence INTEGER NOT NULL CHECK (sequence >= 1),
    attempt_id TEXT NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('progress', 'partial', 'artifact')),
    name TEXT,
    created_at INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (task_seq, sequence)
) STRICT;

CREATE TRIGGER tasks_arrive_dead AFTER INSERT ON tasks WHEN new.dead = 1
BEGIN
    INSERT INTO dead_counts (namespace, kind, tasks) VALUES (new.namespace, new.kind, 1)
    ON CONFLICT (namespace, kind) DO UPDATE SET tasks = tasks + 1;
END;

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

CREATE TRIGGER tasks_die AFTER UPDATE OF dead ON tasks WHEN new.dead > old.dead
BEGIN
    INSERT INTO dead_counts (namespace, kind, tasks) VALUES (new.namespace, new.kind, 1)
    ON CONFLICT (namespace, kind) DO UPDATE SET tasks = tasks + 1;
END;

CREATE TRIGGER tasks_end_waiting AFTER UPDATE OF status, unmet_dependencies, delayed ON tasks
WHEN old.place IS NOT NULL AND new.place IS NOT old.place
BEGIN
    UPDATE queue_counts SET tasks = tasks - 1
    WHERE place = old.place AND kind = old.kind AND namespace = old.namespace;
    DELETE FROM queue_counts
    WHERE place = old.place AND kind = old.kind AND namespace = old.namespace AND tasks = 0;
END;

CREATE TRIGGER tasks_leave AFTER DELETE ON tasks WHEN old.dead = 1
BEGIN
    UPDATE dead_counts SET tasks = tasks - 1 WHERE namespace = old.namespace AND kind = old.kind;
    DELETE FROM dead_counts WHERE namespace = old.namespace AND kind = old.kind AND tasks = 0;
END;

CREATE TRIGGER tasks_leave_waiting AFTER DELETE ON tasks WHEN old.place IS NOT NULL
BEGIN
    UPDATE queue_counts SET tasks = tasks - 1
    WHERE place = old.place AND kind = old.kind AND namespace = old.namespace;
    DELETE FROM queue_counts
    WHERE place = old.place AND kind = old.kind AND namespace = old.namespace AND tasks = 0;
END;

CREATE TRIGGER tasks_revive AFTER UPDATE OF dead ON tasks WHEN new.dead < old.dead
BEGIN
    UPDATE dead_counts SET tasks = tasks - 1 WHERE namespace = old.namespace AND kind = old.kind;
    DELETE FROM dead_counts WHERE namespace = old.namespace AND kind = old.kind AND tasks = 0;
END;

CREATE TABLE tasks (
    -- The order of enqueueing. AUTOINCREMENT: a number is never given twice, even after its task was deleted.
    seq INTEGER PRIMARY KEY AUTOINCREMENT,

    -- What a task is from its enqueue on.
    id TEXT NOT NULL UNIQUE,
    run_id TEXT NOT NULL REFERENCES runs (id),
    namespace TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT,
    priority INTEGER NOT NULL,
    max_attempts INTEGER NOT NULL CHECK (max_attempts >= 1),
    retry_delay_ms INTEGER NOT NULL CHECK (retry_delay_ms >= 0),
    retry_backoff TEXT NOT NULL CHECK (retry_backoff IN ('fixed', 'exponential')),
    retry_max_delay_ms INTEGER NOT NULL CHECK (retry_max_delay_ms >= 0),
    retry_jitter REAL NOT NULL CHECK (retry_jitter BETWEEN 0 AND 1),
    timeout_ms INTEGER CHECK (timeout_ms > 0),
    -- Ids separated by commas, in the order they were given: immutable and shown with every task. What is asked of
    -- dependencies is asked of task_dependencies.
    depends_on TEXT NOT NULL,
    on_dependency_failure TEXT NOT NULL CHECK (on_dependency_failure IN ('cancel', 'continue', 'wait')),
    context_pinned INTEGER NOT NULL CHECK (context_pinned IN (0, 1)),
    created_at INTEGER NOT NULL,

    -- How it stands.
    status TEXT NOT NULL
        CHECK (
            status = 'queued' OR status = 'leased' OR status = 'running' OR status = 'completed'
            OR status = 'failed' OR status = 'cancelled' OR status = 'blocked' OR status = 'waiting_input'),
    status_reason TEXT,
    unmet_dependencies INTEGER NOT NULL CHECK (unmet_dependencies >= 0),
    attempt_count INTEGER NOT NULL CHECK (attempt_count BETWEEN 0 AND max_attempts),
    attempt_number INTEGER NOT NULL CHECK (attempt_number >= attempt_count),
    reset_number INTEGER NOT NULL CHECK (reset_number BETWEEN 0 AND attempt_number),
    not_before INTEGER,
    delayed INTEGER NOT NULL CHECK (delayed IN (0, 1)),
    context_snapshot_id TEXT,
    attempt_id TEXT,
    lease_id TEXT,
    leased_by TEXT,
    lease_ms INTEGER CHECK (lease_ms > 0),
    lease_expires_at INTEGER,
    attempt_deadline_at INTEGER,
    dead INTEGER NOT NULL CHECK (dead IN (0, 1)),
    resume_at INTEGER,
    deadline_at INTEGER,
    resumed_by TEXT CHECK (resumed_by IN ('input', 'timer')),
    updated_at INTEGER NOT NULL,
    started_at INTEGER,
    completed_at INTEGER,

    -- What the indexes below are about; written by the database, so no statement can forget them.
    ready INTEGER NOT NULL
        GENERATED ALWAYS AS (status = 'queued' AND unmet_dependencies = 0 AND delayed = 0) STORED,
    due_at INTEGER
        GENERATED ALWAYS AS (
            CASE
                WHEN status IN ('leased', 'running') THEN lease_expires_at
                WHEN status IN ('blocked', 'waiting_input')
                    THEN min(coalesce(resume_at, deadline_at), coalesce(deadline_at, resume_at))
                WHEN status = 'queued' AND delayed = 1 THEN not_before
            END) STORED,

    -- What may be large comes last: SQLite reads a row from its start and only as far as it is asked for.
    error TEXT,
    progress TEXT,
    input TEXT,
    metadata TEXT,
    output TEXT,
    resume_state TEXT,
    resume_input TEXT, place TEXT
    GENERATED ALWAYS AS (
        CASE
            WHEN status IN ('blocked', 'waiting_input') THEN 'paused'
            WHEN status <> 'queued' THEN NULL
            WHEN unmet_dependencies > 0 THEN 'behind'
            WHEN delayed = 1 THEN 'delayed'
            ELSE 'ready'
        END) VIRTUAL,

    CHECK ((status IN ('leased', 'running')) = (attempt_id IS NOT NULL)),
    CHECK ((status IN ('leased', 'running')) = (lease_id IS NOT NULL)),
    CHECK ((status IN ('leased', 'running')) = (leased_by IS NOT NULL)),
    CHECK ((status IN ('leased', 'running')) = (lease_ms IS NOT NULL)),
    CHECK ((status IN ('leased', 'running')) = (lease_expires_at IS NOT NULL)),
    CHECK (attempt_deadline_at IS NULL OR status IN ('leased', 'running')),
    CHECK ((status = 'completed' OR status = 'failed' OR status = 'cancelled') = (completed_at IS NOT NULL)),
    CHECK (status <> 'queued' OR attempt_count < max_attempts),
    CHECK (delayed = 0 OR not_before IS NOT NULL),
    CHECK (dead = 0 OR status = 'failed')
) STRICT;

CREATE INDEX tasks_apart_of_run ON tasks (run_id, status, seq, kind)
    WHERE status = 'blocked' OR status = 'waiting_input' OR status = 'failed' OR status = 'cancelled';

CREATE UNIQUE INDEX tasks_by_key ON tasks (run_id, key) WHERE key IS NOT NULL;

CREATE INDEX tasks_dead ON tasks (completed_at DESC, seq DESC) WHERE dead = 1;

CREATE INDEX tasks_dead_by_namespace ON tasks (namespace, completed_at DESC, seq DESC) WHERE dead = 1;

CREATE INDEX tasks_dead_by_run ON tasks (run_id, completed_at DESC, seq DESC) WHERE dead = 1;

CREATE INDEX tasks_held ON tasks (due_at, seq, namespace, kind) WHERE lease_id IS NOT NULL;

CREATE INDEX tasks_of_run ON tasks (run_id, seq, kind);

CREATE INDEX tasks_parked ON tasks (due_at) WHERE due_at IS NOT NULL AND lease_id IS NULL;

CREATE INDEX tasks_parked_by_namespace ON tasks (namespace, due_at) WHERE due_at IS NOT NULL AND lease_id IS NULL;

CREATE INDEX tasks_queued_by_kind ON tasks (kind, namespace, ready DESC, priority DESC, seq) WHERE status = 'queued';

CREATE INDEX tasks_queued_by_namespace ON tasks (namespace, ready DESC, priority DESC, seq) WHERE status = 'queued';

CREATE INDEX tasks_queued_by_run ON tasks (run_id, ready DESC, priority DESC, seq) WHERE status = 'queued';

CREATE INDEX tasks_ready_by_run ON tasks (run_id, kind, priority DESC, seq) WHERE ready = 1;

CREATE INDEX tasks_unfinished_of_run ON tasks (run_id, seq, kind) WHERE completed_at IS NULL;
