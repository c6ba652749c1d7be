package dev.parallelmcp.dist;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes lines that were calls once: as a whole or in one of their fields they are cut, repeated, nested, spliced, or
 * strewn with what readers stumble over. Some are left as they are. The same seed makes the same lines.
 */
final class LineFuzzer {

    /** One line in so many is no call of a tool. */
    private static final int OTHER_REQUESTS = 20;

    private static final int LINE_MUTATIONS = 9;
    private static final int DEEP = 3_000;
    private static final int LONG = 50_000;

    private static final List<String> METHODS = List.of(
            "ping",
            "initialize",
            "tools/list",
            "resources/list",
            "resources/read",
            "resources/subscribe",
            "prompts/get",
            "completion/complete",
            "logging/setLevel",
            "server/discover",
            "notifications/initialized",
            "notifications/cancelled",
            "notifications/progress");

    /** JSON, but not every reader's. */
    private static final List<String> NUMBERS = List.of(
            "1e400",
            "-0.0e-5000",
            "1E+99999999999999999999",
            "1e-99999999999999999999",
            "0." + "1".repeat(5_000),
            "9223372036854775808",
            "1.0",
            "-0");

    private static final byte[][] STUMBLING_BLOCKS = {
        {0},
        {'\r'},
        {'\n'},
        {'\r', '\n'},
        {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
        {(byte) 0xC0, (byte) 0x80},
        {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
        {(byte) 0xFF, (byte) 0xFE},
        {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
        "\u2028\ufffd\ud83d\ude00".getBytes(UTF_8),
        "\\u0000\\ud800".getBytes(UTF_8),
        "\\".getBytes(UTF_8),
        "\"".getBytes(UTF_8),
        "{}".getBytes(UTF_8),
        "1e400".getBytes(UTF_8),
        "-0.0e-5000".getBytes(UTF_8),
        "9".repeat(2_000).getBytes(UTF_8),
        "NaN//*'".getBytes(UTF_8)
    };

    private final Random random;
    private final CallMaker calls;
    private byte[] previous = new byte[0];

    LineFuzzer(List<JsonNode> tools, long seed) {
        random = new Random(seed);
        calls = new CallMaker(tools, random);
    }

    /** The next line, without a line feed at its end; one that got into it makes it two. */
    byte[] next(int id) {
        ObjectNode message = random.nextInt(OTHER_REQUESTS) == 0 ? other(id) : calls.call(id);
        // Most damage to a line as a whole only makes it unreadable: more often it is done to fields.
        int damage = random.nextInt(10);
        for (int times = damage < 6 ? random.nextInt(4) : 0; times > 0; times--) {
            mutateField(message);
        }
        byte[] line = message.toString().getBytes(UTF_8);
        byte[] mutated = line;
        for (int times = damage > 4 ? 1 + random.nextInt(2) : 0; times > 0; times--) {
            mutated = mutate(mutated);
        }
        previous = line;
        return mutated;
    }

    private ObjectNode other(int id) {
        ObjectNode message = CallMaker.request(id, METHODS.get(random.nextInt(METHODS.size())));
        ObjectNode params = message.putObject("params");
        params.put("requestId", CallMaker.SECRET).put("protocolVersion", "2025-06-18");
        if (random.nextBoolean()) {
            CallMaker.makeStateless(params);
        }
        if (random.nextBoolean()) {
            message.remove("id");
        }
        return message;
    }

    private void mutateField(ObjectNode message) {
        List<ObjectNode> objects = new ArrayList<>();
        collect(message, objects);
        ObjectNode object = objects.get(random.nextInt(objects.size()));
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty()) {
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(4)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(name + random.nextInt(10), object.get(name));
            case 2 -> object.set(name, nested(object.get(name)));
            default -> object.set(name, odd());
        }
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.forEach(child -> collect(child, objects));
    }

    private JsonNode nested(JsonNode value) {
        JsonNode outer = value;
        for (int levels = 1 + random.nextInt(20); levels > 0; levels--) {
            outer = random.nextBoolean()
                    ? JsonNodeFactory.instance.arrayNode().add(outer)
                    : JsonNodeFactory.instance.objectNode().set("nested", outer);
        }
        return outer;
    }

    private JsonNode odd() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (random.nextInt(10)) {
            case 0 -> json.nullNode();
            case 1 -> json.booleanNode(random.nextBoolean());
            case 2 -> json.numberNode(random.nextLong());
            case 3 -> json.numberNode(BigInteger.TEN.pow(random.nextInt(400)).negate());
            case 4 -> json.numberNode(random.nextDouble());
            case 5 -> json.textNode("");
            case 6 -> json.textNode(CallMaker.SECRET.repeat(random.nextInt(300)));
            case 7 -> json.rawValueNode(new RawValue(NUMBERS.get(random.nextInt(NUMBERS.size()))));
            case 8 -> json.textNode("\u0000\n\u001b[31m" + CallMaker.SECRET);
            default -> many();
        };
    }

    private ArrayNode many() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (int left = random.nextInt(2_000); left > 0; left--) {
            list.add(left);
        }
        return list;
    }

    private byte[] mutate(byte[] line) {
        int from = random.nextInt(line.length + 1);
        int to = from + random.nextInt(line.length - from + 1);
        return switch (random.nextInt(LINE_MUTATIONS)) {
            case 0 -> flipped(line);
            case 1 -> joined(line, 0, from, line, to, line.length);
            case 2 -> joined(line, 0, from, line, from, from);
            case 3 -> repeated(line, from, to);
            case 4 -> joined(line, 0, from, previous, Math.min(from, previous.length), previous.length);
            case 5 -> inserted(line, from, STUMBLING_BLOCKS[random.nextInt(STUMBLING_BLOCKS.length)]);
            case 6 -> inserted(line, from, "[".repeat(random.nextInt(DEEP)).getBytes(UTF_8));
            case 7 -> inserted(line, 0, STUMBLING_BLOCKS[random.nextInt(STUMBLING_BLOCKS.length)]);
            default -> inserted(line, line.length, STUMBLING_BLOCKS[random.nextInt(STUMBLING_BLOCKS.length)]);
        };
    }

    private byte[] flipped(byte[] line) {
        byte[] flipped = line.clone();
        for (int left = flipped.length == 0 ? 0 : 1 + random.nextInt(4); left > 0; left--) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private byte[] repeated(byte[] line, int from, int to) {
        ByteArrayOutputStream repeated = new ByteArrayOutputStream();
        repeated.write(line, 0, to);
        for (int left = random.nextInt(4); left > 0 && repeated.size() < LONG; left--) {
            repeated.write(line, from, to - from);
        }
        repeated.write(line, to, line.length - to);
        return repeated.toByteArray();
    }

    private static byte[] inserted(byte[] line, int at, byte[] what) {
        ByteArrayOutputStream inserted = new ByteArrayOutputStream();
        inserted.write(line, 0, at);
        inserted.writeBytes(what);
        inserted.write(line, at, line.length - at);
        return inserted.toByteArray();
    }

    private static byte[] joined(byte[] head, int from, int to, byte[] tail, int tailFrom, int tailTo) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(head, from, to - from);
        joined.write(tail, tailFrom, tailTo - tailFrom);
        return joined.toByteArray();
    }
}
