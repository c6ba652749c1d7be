package dev.parallelmcp.server.demo;

import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.result.RunView;
import java.io.PrintWriter;

/** Shows how far a run has come: one line that is drawn again on a terminal, a line for each tenth elsewhere. */
final class ProgressView {

    private static final int BAR_CHARACTERS = 30;
    private static final String REDRAW = "\r\u001B[2K";

    private final PrintWriter out;
    private final boolean terminal;
    private int lastTenth = -1;

    ProgressView(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(RunView view) {
        int total =
                view.taskCounts().values().stream().mapToInt(Integer::intValue).sum();
        int ended = count(view, TaskStatus.COMPLETED, TaskStatus.FAILED, TaskStatus.CANCELLED);
        int tenth = total == 0 ? 0 : 10 * ended / total;
        if (terminal) {
            out.print(REDRAW + bar(ended, total) + " " + line(view, ended, total));
        } else if (tenth != lastTenth) {
            out.println(line(view, ended, total));
        }
        out.flush();
        lastTenth = tenth;
    }

    /** Leaves the line that is drawn again and again, so that what follows starts on its own. */
    void end() {
        if (terminal) {
            out.println();
        }
        out.flush();
    }

    private static String bar(int done, int total) {
        int filled = total == 0 ? 0 : BAR_CHARACTERS * done / total;
        return "[" + "#".repeat(filled) + ".".repeat(BAR_CHARACTERS - filled) + "]";
    }

    private static String line(RunView view, int ended, int total) {
        return ended + "/" + total + " ended: " + count(view, TaskStatus.COMPLETED) + " completed, "
                + count(view, TaskStatus.FAILED) + " failed, " + count(view, TaskStatus.CANCELLED) + " cancelled; "
                + count(view, TaskStatus.LEASED, TaskStatus.RUNNING) + " in work, " + count(view, TaskStatus.QUEUED)
                + " queued; run " + view.run().status().wireName();
    }

    private static int count(RunView view, TaskStatus... statuses) {
        int count = 0;
        for (TaskStatus status : statuses) {
            count += view.taskCounts().getOrDefault(status, 0);
        }
        return count;
    }
}
