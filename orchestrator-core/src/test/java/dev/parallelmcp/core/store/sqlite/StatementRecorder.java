package dev.parallelmcp.core.store.sqlite;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** A connection that remembers every statement prepared on it. */
final class StatementRecorder {
    private final Set<String> statements = Collections.synchronizedSet(new LinkedHashSet<>());

    Connection record(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                StatementRecorder.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    if (method.getName().equals("prepareStatement")) {
                        statements.add((String) args[0]);
                    }
                    try {
                        return method.invoke(connection, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    Set<String> statements() {
        return statements;
    }
}
