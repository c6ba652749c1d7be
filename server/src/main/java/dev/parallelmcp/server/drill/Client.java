package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the changing calls of a drill by one server, and keeps the journal of them. */
final class Client {

    private static final AtomicLong LAST_TOKEN = new AtomicLong();

    private final ServerProcess server;
    private final Journal journal;
    private final Findings findings;

    Client(ServerProcess server, Journal journal, Findings findings) {
        this.server = server;
        this.journal = journal;
        this.findings = findings;
    }

    static ObjectNode withToken(ObjectNode arguments) {
        return arguments.put("clientToken", "token-" + LAST_TOKEN.incrementAndGet());
    }

    /** A third of the calls can be repeated safely. */
    static ObjectNode maybeWithToken(ObjectNode arguments, SplittableRandom random) {
        return random.nextInt(3) == 0 ? withToken(arguments) : arguments;
    }

    boolean serverKilled() {
        return server.killed();
    }

    Reply ask(Call call) {
        return send(call).join();
    }

    /** Refusals are the caller's to judge. */
    CompletableFuture<Reply> send(Call call) {
        return server.call(call.tool(), call.arguments()).thenApply(reply -> noted(call, reply));
    }

    private Reply noted(Call call, Reply reply) {
        reply.answered().ifPresent(content -> journal.acknowledged(new Acknowledged(call, content)));
        if (reply instanceof Reply.Unanswered none) {
            journal.unanswered(call);
            if (!server.killed()) {
                findings.add(Fault.ERROR, call.tool() + ": " + none.reason());
            }
        }
        return reply;
    }

    /** For calls that nothing but a kill may stop. */
    Optional<JsonNode> mustSucceed(Reply reply, String tool) {
        if (reply instanceof Reply.Refusal refusal) {
            findings.add(Fault.ERROR, tool + ": " + refusal.code() + ", " + refusal.message());
        }
        return reply.answered();
    }
}
