-- What workers put out while they work: the newest entries of each task. Both tables leave with the task by themselves,
-- so an older program that has the file open can still delete runs.

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

-- Which numbers a task has given, and what its entries take up: so that one more costs the same however many there are,
-- and does not touch the row of the task, which holds its input.
CREATE TABLE task_output_totals (
    task_seq INTEGER PRIMARY KEY REFERENCES tasks (seq) ON DELETE CASCADE,
    oldest INTEGER NOT NULL CHECK (oldest BETWEEN 1 AND latest),
    latest INTEGER NOT NULL,
    -- Of the values, in UTF-8.
    bytes INTEGER NOT NULL CHECK (bytes >= 0)
) STRICT;
