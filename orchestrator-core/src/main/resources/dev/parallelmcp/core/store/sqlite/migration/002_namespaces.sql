-- Who sees one namespace reads its own entries alone: when its next task comes due, and which of its tasks are dead.
CREATE INDEX tasks_due_by_namespace ON tasks (namespace, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX tasks_dead_by_namespace ON tasks (namespace, completed_at DESC, seq DESC) WHERE dead = 1;
