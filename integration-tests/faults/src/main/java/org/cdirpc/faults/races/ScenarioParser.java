package org.cdirpc.faults.races;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.Operation;

/** Reads the {@link Scenarios} of a race. */
final class ScenarioParser {

    private final Class<?> race;

    private ScenarioParser(Class<?> race) {
        this.race = race;
    }

    /**
     * Those of a class; none if it has none.
     *
     * @throws IllegalArgumentException for one that names no operation of that class
     */
    static List<ExecutionScenario> of(Class<?> race) {
        Scenarios scenarios = race.getAnnotation(Scenarios.class);
        if (scenarios == null) {
            return List.of();
        }
        ScenarioParser parser = new ScenarioParser(race);
        return Arrays.stream(scenarios.value()).map(parser::scenario).toList();
    }

    private ExecutionScenario scenario(String text) {
        int end = text.indexOf('>');
        if (end < 0) {
            throw new IllegalArgumentException(
                    race.getName() + ": no > in the scenario \"" + text + "\" (expected: before > one | other)");
        }
        List<List<Actor>> threads = new ArrayList<>();
        for (String thread : text.substring(end + 1).split("\\|")) {
            threads.add(actors(thread));
        }
        // What validates is set by Lincheck, as for its own.
        return new ExecutionScenario(actors(text.substring(0, end)), threads, List.of(), null);
    }

    private List<Actor> actors(String text) {
        return Arrays.stream(text.split(";"))
                .map(String::strip)
                .filter(operation -> !operation.isEmpty())
                .map(this::actor)
                .toList();
    }

    private Actor actor(String text) {
        String[] words = text.split(" ");
        Method method = Arrays.stream(race.getMethods())
                .filter(one -> one.isAnnotationPresent(Operation.class)
                        && one.getName().equals(words[0])
                        && one.getParameterCount() == words.length - 1)
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(race.getName() + " has no operation " + text));
        return new Actor(
                method, Arrays.stream(words).skip(1).map(Integer::valueOf).toList());
    }
}
