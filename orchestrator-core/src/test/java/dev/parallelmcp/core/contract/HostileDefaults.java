package dev.parallelmcp.core.contract;

import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Runs each test where a store that leans on the machine's settings goes wrong: on an island that has skipped a day, in a
 * language in which the small I is not an i.
 */
final class HostileDefaults implements BeforeEachCallback, AfterEachCallback {

    private static final TimeZone TIME_ZONE = TimeZone.getTimeZone("Pacific/Apia");
    private static final Locale LOCALE = Locale.forLanguageTag("tr-TR");

    /** What the machine has set. */
    private record Defaults(TimeZone timeZone, Locale locale) {}

    private static Store kept(ExtensionContext context) {
        return context.getStore(Namespace.create(HostileDefaults.class));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        kept(context).put(Defaults.class, new Defaults(TimeZone.getDefault(), Locale.getDefault()));
        TimeZone.setDefault(TIME_ZONE);
        Locale.setDefault(LOCALE);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Defaults defaults = kept(context).remove(Defaults.class, Defaults.class);
        TimeZone.setDefault(defaults.timeZone());
        Locale.setDefault(defaults.locale());
    }
}
