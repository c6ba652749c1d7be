package dev.parallelmcp.core.doctor;

import dev.parallelmcp.core.model.WireName;

/** Everything that an examination may find, in the words in which people are told. Additive only. */
public enum Symptom implements WireName {
    FILE_MISSING(
            Check.FILE,
            Severity.OBSTACLE,
            "There is no such file.",
            "Nothing was examined, and no database was created.",
            "Name the file that your servers are given with --db."),
    FILE_UNREADABLE(
            Check.FILE,
            Severity.OBSTACLE,
            "The file cannot be opened for reading.",
            "Nothing was examined.",
            "Examine it as the user who owns it, in a folder where that user may write."),
    FILE_FOREIGN(
            Check.FILE,
            Severity.OBSTACLE,
            "The file is no database of parallel-mcp.",
            "Nothing was examined, and the file is as it was.",
            "Name the file that your servers are given with --db. If this is it, something has overwritten it: restore a"
                    + " copy."),
    FILE_BUSY(
            Check.FILE,
            Severity.OBSTACLE,
            "Another program has the database locked.",
            "What was not examined is not known. Servers do not lock out readers; some other program does.",
            "End that program, or wait for it, and examine again."),
    FILE_FAILING(
            Check.FILE,
            Severity.OBSTACLE,
            "Reading the file failed.",
            "What was not examined is not known. The disk, or the way to it, may be failing.",
            "Look into the system's log. Copy the file to another disk while no server has it open, and examine the copy."),
    ENGINE_UNUSABLE(
            Check.ENGINE,
            Severity.OBSTACLE,
            "SQLite cannot be used here.",
            "Nothing was examined; servers cannot start here either.",
            "Do what the detail says, and examine again."),
    SCHEMA_NEWER(
            Check.SCHEMA,
            Severity.OBSTACLE,
            "A newer version of this program has written the database.",
            "This version does not know what it would have to look for, and its servers refuse to open the file.",
            "Use the newer version, of this command too."),
    SCHEMA_OLDER(
            Check.SCHEMA,
            Severity.HINT,
            "The database is of an older version.",
            "Nothing is wrong. What that version did not keep was not examined.",
            "Start a server of this version on it once; that brings it up to date. Older servers must not be running then."),
    SCHEMA_UNKNOWN(
            Check.SCHEMA,
            Severity.FAULT,
            "The steps by which the database got its tables are not those of this program.",
            "Another program, or an unreleased version, has made it. Servers refuse to open it.",
            Symptom.RESTORE),
    SCHEMA_CHANGED(
            Check.SCHEMA,
            Severity.FAULT,
            "A table, index or trigger is missing or was changed.",
            "Somebody has worked on the database by hand. Statements may fail, be slow, or no longer keep up what they must.",
            Symptom.RESTORE),
    SCHEMA_ADDED(
            Check.SCHEMA,
            Severity.HINT,
            "There are tables, indexes or triggers that do not belong here.",
            "Somebody has added them. They cost every write, and triggers may change what is written.",
            "Keep what is yours in a database of its own."),
    DAMAGED(
            Check.INTEGRITY,
            Severity.FAULT,
            "The file is damaged.",
            "Records are lost or wrong, and more will be if it is written to. A disk, a copy made while servers were"
                    + " running, or another program did it.",
            Symptom.RESTORE),
    UNREADABLE_RUN(
            Check.INTEGRITY,
            Severity.FAULT,
            "A run cannot be read for damage.",
            "This run was not examined, and servers cannot use it.",
            Symptom.RESTORE),
    UNREADABLE_CHECK(
            Check.INTEGRITY,
            Severity.FAULT,
            "A check could not be made: the database has not what it needs, or it is damaged.",
            "What this check would have found is not known.",
            Symptom.RESTORE),
    MISSING_RECORD(
            Check.REFERENCES,
            Severity.FAULT,
            "A record belongs to one that is not there.",
            "It is seen by nobody and never deleted, or an operation on it fails.",
            Symptom.RESTORE),
    MISSING_CONTEXT(
            Check.REFERENCES,
            Severity.FAULT,
            "A record names a context snapshot that its run does not have.",
            "Whoever works on it does not get its context.",
            Symptom.GIVE_UP),
    STRAY_NAMESPACE(
            Check.REFERENCES,
            Severity.FAULT,
            "A record is in another namespace than its run.",
            "It is shown to the wrong clients, and not to the right ones.",
            Symptom.GIVE_UP),
    WRONG_OWNER(
            Check.REFERENCES,
            Severity.FAULT,
            "A record names a task, an attempt or a run that it cannot belong to.",
            "The history of a task is not whole.",
            Symptom.GIVE_UP),
    DEPENDENCY_EDGES(
            Check.REFERENCES,
            Severity.FAULT,
            "What a task shows as its dependencies is not what it waits for.",
            "It may be claimed too early, or never.",
            Symptom.GIVE_UP),
    UNREADABLE_EVENT(
            Check.EVENTS,
            Severity.FAULT,
            "An event does not carry what every event of its sort carries.",
            "Who follows the log cannot follow this run.",
            Symptom.GIVE_UP),
    UNLOGGED_RUN(
            Check.EVENTS,
            Severity.FAULT,
            "The log tells nothing of a run.",
            "Events are missing: who follows the log does not know of it.",
            Symptom.GIVE_UP),
    RUN_NOT_AS_LOGGED(
            Check.EVENTS,
            Severity.FAULT,
            "A run is not as the log tells.",
            "Events are missing, or the run was changed by hand: who follows the log takes it for something else.",
            Symptom.GIVE_UP),
    UNLOGGED_TASK(
            Check.EVENTS,
            Severity.FAULT,
            "The log tells nothing of a task.",
            "Events are missing: who follows the log does not know of it.",
            Symptom.GIVE_UP),
    TASK_NOT_AS_LOGGED(
            Check.EVENTS,
            Severity.FAULT,
            "A task is not as the log tells.",
            "Events are missing, or the task was changed by hand: who follows the log takes it for something else.",
            Symptom.GIVE_UP),
    TASK_ONLY_LOGGED(
            Check.EVENTS,
            Severity.FAULT,
            "The log tells of a task that is not there.",
            "A task was lost, or deleted by hand; what depends on it may wait for ever.",
            Symptom.GIVE_UP),
    RUN_TALLY(
            Check.COUNTERS,
            Severity.FAULT,
            "The counters of a run are not what counting its tasks gives.",
            "It may end too early, or never.",
            Symptom.GIVE_UP),
    UNMET_DEPENDENCIES(
            Check.COUNTERS,
            Severity.FAULT,
            "A task's number of unmet dependencies is not what looking at them gives.",
            "It may be claimed too early, or never.",
            Symptom.GIVE_UP),
    ATTEMPT_NUMBER(
            Check.COUNTERS,
            Severity.FAULT,
            "A task's number of attempts is not what counting them gives.",
            "Attempts are missing, or its next claim fails.",
            Symptom.GIVE_UP),
    ATTEMPT_COUNT(
            Check.COUNTERS,
            Severity.FAULT,
            "The attempts that count against a task's maximum are not what its attempts can have given.",
            "It is tried too often, or given up too early.",
            Symptom.GIVE_UP),
    OUTPUT_TOTALS(
            Check.COUNTERS,
            Severity.FAULT,
            "Numbers or sizes of what was put out for a task are not what counting gives.",
            "Entries are missing, or its worker's next one fails.",
            Symptom.GIVE_UP),
    RUN_COUNTS(
            Check.COUNTERS,
            Severity.FAULT,
            "The statistics of runs are not what counting runs gives.",
            "The tool get_stats answers wrong numbers. No run is affected.",
            Symptom.RESTORE),
    DEAD_COUNTS(
            Check.COUNTERS,
            Severity.FAULT,
            "The statistics of dead tasks are not what counting them gives.",
            "The tool get_stats answers wrong numbers. No task is affected.",
            Symptom.RESTORE),
    QUEUE_COUNTS(
            Check.COUNTERS,
            Severity.FAULT,
            "The numbers of tasks that wait are not what counting them gives.",
            "The tool get_stats answers wrong numbers, and claims may not find a task.",
            Symptom.RESTORE),
    READY_COLUMN(
            Check.DERIVED,
            Severity.FAULT,
            "A task is marked as ready and is not, or the other way round.",
            "It is claimed too early, or never.",
            Symptom.RESTORE),
    DUE_COLUMN(
            Check.DERIVED,
            Severity.FAULT,
            "The time at which something happens to a task by itself is not the one that follows from its state.",
            "Its lease, pause or delay ends at a wrong time, or never.",
            Symptom.RESTORE),
    RUN_STATUS(
            Check.STATUS,
            Severity.FAULT,
            "A run's status is not the one that follows from its tasks.",
            "It looks ended and is not, or will never end.",
            Symptom.GIVE_UP),
    ORPHANED_LEASE(
            Check.LEASES,
            Severity.FAULT,
            "A lease is active although nobody holds its task.",
            "Its attempt never ends in the history of the task.",
            Symptom.GIVE_UP),
    SECOND_LEASE(
            Check.LEASES,
            Severity.FAULT,
            "A lease is active although another one holds its task.",
            "The history names two holders at a time. Only the one that the task names can end it.",
            Symptom.GIVE_UP),
    MISSING_LEASE(
            Check.LEASES,
            Severity.FAULT,
            "A task is held by a lease that is not there or has ended.",
            "Its holder cannot complete it; it waits until the lease would run out, and may not come back then.",
            Symptom.GIVE_UP),
    LEASE_DIFFERS(
            Check.LEASES,
            Severity.FAULT,
            "A task and its lease do not agree on holder, time or state.",
            "The holder may be refused, or the lease end at another time than shown.",
            Symptom.GIVE_UP),
    OVERDUE_LEASE(
            Check.LEASES,
            Severity.HINT,
            "A lease ran out long ago and nobody has taken the task back.",
            "Nothing is wrong: no server is running, and the next one to start takes it back.",
            "Start a server on this database, or call run_maintenance. If one is running, look into its log."),
    SEQUENCE_BEHIND(
            Check.SEQUENCES,
            Severity.FAULT,
            "A number that must only grow is remembered lower than it is in use.",
            "Event ids or fencing tokens would be given twice: consumers miss events, old lease holders are not told"
                    + " from new ones.",
            Symptom.RESTORE),
    LARGE_LOG(
            Check.LOG,
            Severity.HINT,
            "The write-ahead log is large.",
            "Something has been reading for long without a pause, so the log could not be carried over; reads become slow.",
            "End whatever keeps the database open and reads (a shell, a backup). A server that is idle empties the log."),
    STRAY_JOURNAL(
            Check.LOG,
            Severity.HINT,
            "Beside the file lies a rollback journal, which parallel-mcp does not use.",
            "Another program has written to the file and was cut off, or a journal was left from another file. SQLite may"
                    + " refuse to read, and undo in the file what the journal says.",
            "Stop all servers and keep both files elsewhere. If servers have worked since, delete the journal.");

    private static final String RESTORE =
            "Stop the servers and restore a copy. Without one, keep the file, save what sqlite3 can with .recover, and"
                    + " report it.";
    private static final String GIVE_UP =
            "Restore a copy; or let the runs concerned go with cancel_run, and prune_runs once they have ended. Report it:"
                    + " no version of parallel-mcp writes this.";

    private final Check check;
    private final Severity severity;
    private final String found;
    private final String meaning;
    private final String remedy;

    Symptom(Check check, Severity severity, String found, String meaning, String remedy) {
        this.check = check;
        this.severity = severity;
        this.found = found;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    public Check check() {
        return check;
    }

    public Severity severity() {
        return severity;
    }

    /** What is wrong. */
    public String found() {
        return found;
    }

    /** What it means for the user. */
    public String meaning() {
        return meaning;
    }

    /** What to do. */
    public String remedy() {
        return remedy;
    }
}
