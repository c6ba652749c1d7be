package dev.parallelmcp.server.mcp;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Resources and prompts for tests of the protocol. */
final class TestOffer {

    private TestOffer() {}

    /** Test tools, one resource and one prompt. */
    static Offer all() {
        return Offer.of(new TestTools()).with(resources(() -> "{\"n\":1.0}")).with(prompts());
    }

    /** One resource, {@code note://1}, which is read so. */
    static ResourceHandler resources(Supplier<String> content) {
        return resources(content, (executor, changed) -> new TestWatch(changed));
    }

    /** The same, watched so. */
    static ResourceHandler resources(
            Supplier<String> content, BiFunction<Executor, Consumer<String>, ResourceHandler.Watch> watch) {
        return new ResourceHandler() {
            @Override
            public List<Template> templates() {
                return List.of(new Template("note://{id}", "note", "Note", "A note"));
            }

            @Override
            public List<Resource> resources() {
                return List.of(new Resource("note://1", "1", "First", "The first note"));
            }

            @Override
            public String read(String uri) {
                if (!uri.startsWith("note://")) {
                    throw RefusedException.invalid("uri must be note://{id}");
                }
                if (!uri.equals("note://1")) {
                    throw RefusedException.notFound("Resource not found: " + uri);
                }
                return content.get();
            }

            @Override
            public Completion complete(String template, String variable, String given) {
                return new Completion(List.of(template, variable, given), true);
            }

            @Override
            public Watch watch(Executor executor, Consumer<String> changed) {
                return watch.apply(executor, changed);
            }
        };
    }

    static PromptHandler prompts() {
        return new PromptHandler() {
            @Override
            public List<Prompt> prompts() {
                return List.of(new Prompt("greet", "Greet", "Greets", List.of(new Argument("who", "Whom", true))));
            }

            @Override
            public Text text(String name, Map<String, String> arguments) {
                if (!name.equals("greet")) {
                    throw RefusedException.invalid("Unknown prompt: " + name);
                }
                return new Text("Greets", "Hello " + arguments);
            }

            @Override
            public Completion complete(String name, String argument, String given) {
                return new Completion(List.of(name, argument, given), false);
            }
        };
    }

    /** Every resource changes twice, as soon as it is watched. */
    private record TestWatch(Consumer<String> changed) implements ResourceHandler.Watch {

        @Override
        public void add(String uri) {
            changed.accept(uri);
            changed.accept(uri);
        }

        @Override
        public void remove(String uri) {}

        @Override
        public void close() {}
    }
}
