-- How many runs there are in each status, and how many tasks are dead: what would take ever longer to count, because
-- finished work piles up. Kept by the database, so no statement and no older program that has the file open can forget
-- it. What is alive is counted when somebody asks.

CREATE TABLE run_counts (
    namespace TEXT NOT NULL,
    status TEXT NOT NULL,
    -- Never 0 for longer than a statement: a namespace that was emptied leaves nothing behind.
    runs INTEGER NOT NULL CHECK (runs >= 0),
    PRIMARY KEY (namespace, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE dead_counts (
    namespace TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- Never 0 for longer than a statement, as above.
    tasks INTEGER NOT NULL CHECK (tasks >= 0),
    PRIMARY KEY (namespace, kind)
) STRICT, WITHOUT ROWID;

INSERT INTO run_counts (namespace, status, runs)
SELECT namespace, status, count(*) FROM runs GROUP BY namespace, status;

INSERT INTO dead_counts (namespace, kind, tasks)
SELECT namespace, kind, count(*) FROM tasks WHERE dead = 1 GROUP BY namespace, kind;

CREATE TRIGGER runs_begin AFTER INSERT ON runs
BEGIN
    INSERT INTO run_counts (namespace, status, runs) VALUES (new.namespace, new.status, 1)
    ON CONFLICT (namespace, status) DO UPDATE SET runs = runs + 1;
END;

CREATE TRIGGER runs_move AFTER UPDATE OF status ON runs WHEN new.status <> old.status
BEGIN
    UPDATE run_counts SET runs = runs - 1 WHERE namespace = old.namespace AND status = old.status;
    DELETE FROM run_counts WHERE namespace = old.namespace AND status = old.status AND runs = 0;
    INSERT INTO run_counts (namespace, status, runs) VALUES (new.namespace, new.status, 1)
    ON CONFLICT (namespace, status) DO UPDATE SET runs = runs + 1;
END;

CREATE TRIGGER runs_leave AFTER DELETE ON runs
BEGIN
    UPDATE run_counts SET runs = runs - 1 WHERE namespace = old.namespace AND status = old.status;
    DELETE FROM run_counts WHERE namespace = old.namespace AND status = old.status AND runs = 0;
END;

-- Of a column that a statement does not name, no trigger costs it anything: of all changes to tasks, only those that make
-- one dead or bring it back name this one.
CREATE TRIGGER tasks_arrive_dead AFTER INSERT ON tasks WHEN new.dead = 1
BEGIN
    INSERT INTO dead_counts (namespace, kind, tasks) VALUES (new.namespace, new.kind, 1)
    ON CONFLICT (namespace, kind) DO UPDATE SET tasks = tasks + 1;
END;

CREATE TRIGGER tasks_die AFTER UPDATE OF dead ON tasks WHEN new.dead > old.dead
BEGIN
    INSERT INTO dead_counts (namespace, kind, tasks) VALUES (new.namespace, new.kind, 1)
    ON CONFLICT (namespace, kind) DO UPDATE SET tasks = tasks + 1;
END;

CREATE TRIGGER tasks_revive AFTER UPDATE OF dead ON tasks WHEN new.dead < old.dead
BEGIN
    UPDATE dead_counts SET tasks = tasks - 1 WHERE namespace = old.namespace AND kind = old.kind;
    DELETE FROM dead_counts WHERE namespace = old.namespace AND kind = old.kind AND tasks = 0;
END;

CREATE TRIGGER tasks_leave AFTER DELETE ON tasks WHEN old.dead = 1
BEGIN
    UPDATE dead_counts SET tasks = tasks - 1 WHERE namespace = old.namespace AND kind = old.kind;
    DELETE FROM dead_counts WHERE namespace = old.namespace AND kind = old.kind AND tasks = 0;
END;
