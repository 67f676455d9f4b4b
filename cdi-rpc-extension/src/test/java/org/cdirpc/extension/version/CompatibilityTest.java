package org.cdirpc.extension.version;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cdirpc.Idempotent;
import org.cdirpc.OneWay;
import org.cdirpc.Remote;
import org.junit.jupiter.api.Test;

/** Two releases each, of which the older one is 1.2 and the newer one 1.3 unless a test says otherwise. */
class CompatibilityTest {

    interface Base {
        record Order(String sku, int count) {}

        record Receipt(String id) {}

        final class OutOfStock extends Exception {
            private static final long serialVersionUID = 1L;

            OutOfStock(String message) {
                super(message);
            }
        }

        @Remote
        interface Shop {
            Receipt place(Order order) throws OutOfStock;

            @Idempotent
            int count(String sku);

            void note(String text);
        }
    }

    private static Compatibility old(Class<?> consumer, Class<?> provider) {
        return Compatibility.of(Descriptors.of(consumer, "1.2"), Descriptors.of(provider, "1.3"));
    }

    private static Compatibility newer(Class<?> consumer, Class<?> provider) {
        return Compatibility.of(Descriptors.of(consumer, "1.3"), Descriptors.of(provider, "1.2"));
    }

    private static Compatibility equal(Class<?> consumer, Class<?> provider) {
        return Compatibility.of(Descriptors.of(consumer, "1.2"), Descriptors.of(provider, "1.2"));
    }

    private static String sole(Compatibility compatibility) {
        assertThat(compatibility.misfits()).hasSize(1);
        int method = compatibility.misfits().firstKey();
        assertThat(compatibility.matches().get(method)).isEqualTo(-1);
        assertThat(compatibility.fits()).isFalse();
        return compatibility.misfits().get(method);
    }

    private static void isClean(Compatibility compatibility) {
        assertThat(compatibility.misfits()).isEmpty();
        assertThat(compatibility.notes()).isEmpty();
        assertThat(compatibility.fits()).isTrue();
    }

    @Test
    void aContractFitsItself() {
        isClean(equal(Base.Shop.class, Base.Shop.class));
        isClean(old(Base.Shop.class, Base.Shop.class));
        assertThat(equal(Base.Shop.class, Base.Shop.class).matches()).containsExactly(0, 1, 2);
    }

    interface OtherNames {
        record Command(String sku, int count) {}

        record Slip(String id) {}

        @JsonTypeName("OutOfStock")
        final class Gone extends Exception {
            private static final long serialVersionUID = 1L;

            Gone(String message) {
                super(message);
            }
        }

        @Remote
        interface Store {
            Slip place(Command command) throws Gone;

            @Idempotent
            int count(String what);

            void note(String line);
        }
    }

    @Test
    void namesOfClassesAndParametersNeverCount() {
        isClean(equal(Base.Shop.class, OtherNames.Store.class));
        isClean(equal(OtherNames.Store.class, Base.Shop.class));
        assertThat(Descriptors.of(Base.Shop.class).looksLike(Descriptors.of(OtherNames.Store.class)))
                .isTrue();
    }

    interface Fields {
        record Order(String sku, int count, String comment) {}

        record Receipt(String id, String carrier) {}

        @Remote
        interface Shop {
            Receipt place(Order order) throws Base.OutOfStock;

            @Idempotent
            int count(String sku);

            void note(String text);
        }
    }

    @Test
    void whatTheNewerSideAddsTheOlderOneSkipsOrLeavesOut() {
        Compatibility oldConsumer = old(Base.Shop.class, Fields.Shop.class);
        assertThat(oldConsumer.misfits()).isEmpty();
        assertThat(oldConsumer.notes())
                .containsExactly(
                        "place(Order): argument 1, Order.comment: not written; stays null where it is read (the consumer"
                                + " 1.2 writes, the provider 1.3 reads)",
                        "place(Order): result, Receipt.carrier: written, and skipped where it is read (the provider 1.3"
                                + " writes, the consumer 1.2 reads)");
        assertThat(newer(Fields.Shop.class, Base.Shop.class).misfits()).isEmpty();
    }

    @Test
    void whatTheNewerSideTakesAwayTheOlderOneMisses() {
        assertThat(sole(old(Fields.Shop.class, Base.Shop.class)))
                .startsWith(
                        "place(Order): argument 1, Order.comment: the consumer 1.2 writes text, the provider 1.3 reads"
                                + " nothing (expected: ")
                .contains("; result, Receipt.carrier: the provider 1.3 writes nothing, the consumer 1.2 reads text"
                        + " (expected: ");
    }

    @Test
    void fieldsOnOneSideOfOneVersionAreAMisfit() {
        assertThat(sole(equal(Base.Shop.class, Fields.Shop.class)))
                .contains("Order.comment: the consumer 1.2 writes nothing, the provider 1.2 reads text")
                .contains("Receipt.carrier: the provider 1.2 writes text, the consumer 1.2 reads nothing");
    }

    interface Required {
        record Order(String sku, int count, int priority) {}

        @Remote
        interface Shop {
            Base.Receipt place(Order order) throws Base.OutOfStock;

            @Idempotent
            int count(String sku);

            void note(String text);
        }
    }

    @Test
    void aNewFieldThatMustBeThereIsAMisfit() {
        assertThat(sole(old(Base.Shop.class, Required.Shop.class)))
                .startsWith(
                        "place(Order): argument 1, Order.priority: the consumer 1.2 writes nothing, the provider 1.3"
                                + " reads int32 that must be there (expected: ");
        assertThat(newer(Required.Shop.class, Base.Shop.class).fits()).isTrue();
    }

    interface Retyped {
        @Remote
        interface Shop {
            Base.Receipt place(Base.Order order) throws Base.OutOfStock;

            @Idempotent
            long count(int sku);

            void note(Optional<String> text);
        }
    }

    @Test
    void retypedArgumentsAndResultsAreMisfitsOfTheirMethodAlone() {
        Compatibility found = old(Base.Shop.class, Retyped.Shop.class);

        assertThat(sole(found))
                .startsWith("count(String): argument 1: the consumer 1.2 writes text, the provider 1.3 reads int32")
                .contains("; result: the provider 1.3 writes int64, the consumer 1.2 reads int32 (expected: ");
        assertThat(found.matches()).containsExactly(-1, 1, 2);
    }

    interface Widened {
        @Remote
        interface Shop {
            Long add(long one, double two, Integer three, List<String> four);
        }
    }

    interface Narrow {
        @Remote
        interface Shop {
            long add(int one, float two, int three, Set<String> four);
        }
    }

    @Test
    void argumentsMayGetWiderAndResultsNarrower() {
        interface Result {
            @Remote
            interface Shop {
                int add(long one, double two, Integer three, List<String> four);
            }
        }
        assertThat(old(Narrow.Shop.class, Result.Shop.class).misfits()).isEmpty();
        assertThat(sole(old(Narrow.Shop.class, Widened.Shop.class)))
                .isEqualTo(old(Narrow.Shop.class, Widened.Shop.class).misfits().get(0))
                .startsWith("add(int, float, int, Set): result: the provider 1.3 writes int64 or null, the consumer 1.2"
                        + " reads int64 (expected: ")
                .doesNotContain("argument");
        assertThat(sole(old(Widened.Shop.class, Narrow.Shop.class)))
                .contains("argument 1: ")
                .contains("argument 2: ")
                .contains("argument 3: ")
                .contains("argument 4: ")
                .doesNotContain("result");
    }

    interface Wrong {
        @Remote
        interface Shop {
            void put(String a, String b, String c, String d, String e, String f, String g);
        }
    }

    @Test
    void moreMisfitsThanAnyoneReadsAreCounted() {
        interface Ints {
            @Remote
            interface Shop {
                void put(int a, int b, int c, int d, int e, int f, int g);
            }
        }
        assertThat(sole(old(Wrong.Shop.class, Ints.Shop.class)))
                .contains("argument 5")
                .doesNotContain("argument 6")
                .endsWith("; and 2 more");
    }

    interface NoResult {
        @Remote
        interface Shop {
            void place(Base.Order order) throws Base.OutOfStock;

            @Idempotent
            int count(String sku);

            String note(String text);
        }
    }

    @Test
    void aResultMayAppearAndNeverGoAway() {
        Compatibility found = old(Base.Shop.class, NoResult.Shop.class);

        assertThat(sole(found))
                .startsWith(
                        "place(Order): result: the provider 1.3 writes nothing, the consumer 1.2 reads object Receipt"
                                + " (expected: ");
        assertThat(found.notes())
                .anySatisfy(note ->
                        assertThat(note).startsWith("note(String): result: the text that is written is dropped"));
    }

    interface Fewer {
        @Remote
        interface Shop {
            Base.Receipt place(Base.Order order, String hint) throws Base.OutOfStock;

            void note(String text);

            void more();
        }
    }

    @Test
    void methodsThatAreGoneAreMisfitsAndNewOnesAreNotes() {
        Compatibility found = old(Base.Shop.class, Fewer.Shop.class);

        assertThat(found.matches()).containsExactly(-1, 1, -1);
        assertThat(found.misfits())
                .containsEntry(
                        0,
                        "count(String): the consumer 1.2 calls it, the provider 1.3 has no method of this name and number"
                                + " of parameters (expected: the method as it was, beside what replaces it, or the next"
                                + " major version)");
        assertThat(found.misfits().get(2))
                .startsWith("place(Order): the consumer 1.2 calls it, the provider 1.3 has no method of this name and"
                        + " number of parameters; it has place(Order, String) (expected: ");
        assertThat(found.notes())
                .containsExactly(
                        "more(): the provider 1.3 has it, the consumer 1.2 does not",
                        "place(Order, String): the provider 1.3 has it, the consumer 1.2 does not");
    }

    interface Mail {
        record Letter(String text) {}

        record Card(String text) {}

        @Remote
        interface Post {
            void send(Letter letter);

            void send(Card card);
        }

        @Remote
        interface Letters {
            void send(Letter letter);
        }

        record Parcel(String text) {}

        @Remote
        interface Parcels {
            void send(Parcel parcel);
        }

        record Message(int number) {}

        @Remote
        interface Mixed {
            void send(Message message);

            void send(Parcel parcel);
        }

        @Remote
        interface Others {
            void send(Parcel parcel);

            void send(Rest rest);
        }

        record Rest(String text) {}
    }

    @Test
    void classNamesChooseAmongOverloadsOfOneShape() {
        isClean(equal(Mail.Post.class, Mail.Post.class));
        assertThat(equal(Mail.Letters.class, Mail.Post.class).matches())
                .containsExactly(indexOf(Mail.Post.class, "send(Letter)"));
    }

    private static int indexOf(Class<?> contract, String method) {
        List<String> methods = Descriptors.of(contract).methods().stream()
                .map(MethodDescriptor::toString)
                .toList();
        assertThat(methods).contains(method);
        return methods.indexOf(method);
    }

    /** The one that is left has the same shape, and does something else. */
    @Test
    void anOverloadThatIsGoneNeverRunsAnotherOne() {
        Compatibility found = old(Mail.Post.class, Mail.Letters.class);

        assertThat(sole(found))
                .startsWith(
                        "send(Card): the consumer 1.2 calls it, the provider 1.3 has no method of this name and number"
                                + " of parameters; it has send(Letter)");
        assertThat(found.matches().get(indexOf(Mail.Post.class, "send(Letter)")))
                .isZero();
    }

    @Test
    void aSoleMethodIsItWhateverItsClassesAreCalled() {
        isClean(equal(Mail.Letters.class, Mail.Parcels.class));
    }

    @Test
    void amongOverloadsOfOtherClassNamesTheOneOfTheSameShapeIsIt() {
        assertThat(old(Mail.Letters.class, Mail.Mixed.class).matches())
                .containsExactly(indexOf(Mail.Mixed.class, "send(Parcel)"));
    }

    @Test
    void amongOverloadsThatCannotBeToldApartNoneIsGuessed() {
        assertThat(sole(old(Mail.Letters.class, Mail.Others.class)))
                .isEqualTo("send(Letter): the consumer 1.2 calls it, and which of the provider 1.3's overloads that is"
                        + " cannot be told: send(Parcel) and send(Rest) (expected: one with the same class names or the"
                        + " same shapes of parameters; keep the overload as it was)");
    }

    interface Find {
        @Remote
        interface Ints {
            int find(int number);

            int find(String text);
        }

        @Remote
        interface Longs {
            int find(long number);

            int find(String text);
        }

        @Remote
        interface Both {
            int find(long number);

            int find(int number);
        }
    }

    @Test
    void amongOverloadsOfOtherShapesTheOneThatFitsIsIt() {
        Compatibility found = old(Find.Ints.class, Find.Longs.class);

        assertThat(found.misfits()).isEmpty();
        assertThat(found.matches().get(indexOf(Find.Ints.class, "find(int)")))
                .isEqualTo(indexOf(Find.Longs.class, "find(long)"));
        assertThat(found.matches().get(indexOf(Find.Ints.class, "find(String)")))
                .isEqualTo(indexOf(Find.Longs.class, "find(String)"));
    }

    @Test
    void anOverloadIsNotTakenForAWiderOneThatWasThereBefore() {
        Compatibility found = old(Find.Both.class, Find.Longs.class);

        assertThat(found.matches().get(indexOf(Find.Both.class, "find(long)")))
                .isEqualTo(indexOf(Find.Longs.class, "find(long)"));
        assertThat(found.misfits()).containsOnlyKeys(indexOf(Find.Both.class, "find(int)"));
    }

    interface Repeatable {
        @Remote
        interface Yes {
            @Idempotent
            int count(String sku);
        }

        @Remote
        interface No {
            int count(String sku);
        }
    }

    @Test
    void whoMayRepeatNeedsAProviderThatMayBeRepeated() {
        assertThat(sole(old(Repeatable.Yes.class, Repeatable.No.class)))
                .isEqualTo(
                        "count(String): the consumer 1.2 has it as @Idempotent and may repeat it, the provider 1.3 has"
                                + " not (expected: @Idempotent at the provider too; leave it there, or make it the next major"
                                + " version)");
        assertThat(old(Repeatable.No.class, Repeatable.Yes.class).notes())
                .containsExactly("count(String): the consumer 1.2 does not repeat it, though the provider 1.3 has it as"
                        + " @Idempotent");
        assertThat(old(Repeatable.No.class, Repeatable.Yes.class).fits()).isTrue();
    }

    interface Waiting {
        @Remote
        interface Not {
            @OneWay
            @Idempotent
            void seen(String sku);
        }

        @Remote
        interface Void {
            void seen(String sku);
        }

        @Remote
        interface Answer {
            String seen(String sku) throws Base.OutOfStock;
        }
    }

    @Test
    void oneWayOnOneSideDoesNoHarm() {
        Compatibility consumer = old(Waiting.Not.class, Waiting.Answer.class);
        assertThat(consumer.misfits()).isEmpty();
        assertThat(consumer.notes())
                .containsExactly(
                        "seen(String): @OneWay for the consumer 1.2 alone: it does not wait, and what the provider"
                                + " 1.3 returns or throws reaches nobody");
        Compatibility provider = old(Waiting.Void.class, Waiting.Not.class);
        assertThat(provider.misfits()).isEmpty();
        assertThat(provider.notes())
                .contains(
                        "seen(String): @OneWay for the provider 1.3 alone: the consumer 1.2 waits until the method has"
                                + " run");
        assertThat(sole(old(Waiting.Answer.class, Waiting.Not.class)))
                .startsWith("seen(String): result: the provider 1.3 writes nothing, the consumer 1.2 reads text");
    }

    interface Thrown {
        final class OutOfStock extends Exception {
            private static final long serialVersionUID = 1L;
            private final int left;

            OutOfStock(String message, int left) {
                super(message);
                this.left = left;
            }

            public int getLeft() {
                return left;
            }
        }

        final class Closed extends Exception {
            private static final long serialVersionUID = 1L;

            Closed(String message) {
                super(message);
            }
        }

        @Remote
        interface Less {
            void place() throws Base.OutOfStock;
        }

        @Remote
        interface More {
            void place() throws Base.OutOfStock, Closed;
        }

        @Remote
        interface Content {
            void place() throws OutOfStock;
        }
    }

    @Test
    void anExceptionThatTheConsumerDoesNotKnowIsANote() {
        Compatibility found = old(Thrown.Less.class, Thrown.More.class);
        assertThat(found.misfits()).isEmpty();
        assertThat(found.notes())
                .containsExactly(
                        "place(): the provider 1.3 declares exception Closed, the consumer 1.2 does not: there it"
                                + " is an RpcRemoteException, which names it");
        assertThat(old(Thrown.More.class, Thrown.Less.class).notes())
                .containsExactly(
                        "place(): the consumer 1.2 declares exception Closed, the provider 1.3 does not: it never"
                                + " arrives as that");
        assertThat(old(Thrown.More.class, Thrown.Less.class).fits()).isTrue();
    }

    @Test
    void theContentOfAnExceptionIsJudgedLikeAResult() {
        assertThat(sole(newer(Thrown.Content.class, Thrown.Less.class)))
                .startsWith(
                        "place(): exception OutOfStock, OutOfStock.left: the provider 1.2 writes nothing, the consumer"
                                + " 1.3 reads int32 that must be there (expected: ");
        assertThat(old(Thrown.Less.class, Thrown.Content.class).fits()).isTrue();
    }

    interface States {
        enum Old {
            NEW,
            PAID
        }

        enum Now {
            PAID,
            NEW,
            SENT
        }

        @Remote
        interface Before {
            Old move(Old state);
        }

        @Remote
        interface After {
            Now move(Now state);
        }

        @Remote
        interface AfterIn {
            Old move(Now state);
        }

        @Remote
        interface Text {
            Old move(String state);
        }
    }

    @Test
    void newConstantsAreOpenInArgumentsAndClosedInResults() {
        assertThat(sole(old(States.Before.class, States.After.class)))
                .startsWith("move(Old): result, Now: the provider 1.3 writes SENT of Now, the consumer 1.2 reads only"
                        + " NEW, PAID (expected: ");
        assertThat(old(States.Before.class, States.AfterIn.class).fits()).isTrue();
        Compatibility refusedByValue = newer(States.AfterIn.class, States.Before.class);
        assertThat(refusedByValue.misfits()).isEmpty();
        assertThat(refusedByValue.notes())
                .containsExactly("move(Now): argument 1, Now: SENT of Now is refused where it is read (the consumer 1.3"
                        + " writes, the provider 1.2 reads)");
        isClean(old(States.Before.class, States.Text.class));
    }

    interface Renamed {
        record Order(String article, int count) {}

        record Known(@JsonAlias("sku") String article, int count) {}

        @Remote
        interface Plain {
            void place(Order order);
        }

        @Remote
        interface Alias {
            void place(Known order);
        }

        @Remote
        interface Before {
            void place(Base.Order order);
        }
    }

    @Test
    void aRenamedFieldIsOneLessAndOneMoreUnlessItIsReadUnderItsOldName() {
        assertThat(sole(old(Renamed.Before.class, Renamed.Plain.class)))
                .contains("Order.sku: the consumer 1.2 writes text, the provider 1.3 reads nothing")
                .contains("@JsonAlias");
        assertThat(old(Renamed.Before.class, Renamed.Alias.class).fits()).isTrue();
    }

    interface Bank {
        @Remote
        interface Before {
            void transfer(long from, long to);

            void split(int first, int second, int third);
        }

        @Remote
        interface Swapped {
            void transfer(long to, long from);

            void split(int first, int second, int third);
        }

        @Remote
        interface Renamed {
            void transfer(long payer, long payee);

            void split(int first, int middle, int last);
        }

        @Remote
        interface Turned {
            void transfer(long from, long to);

            void split(int third, int first, int second);
        }

        @Remote
        interface Shifted {
            void transfer(long to, long cents);

            void split(int first, int second, int third);
        }

        @Remote
        interface Wider {
            void transfer(double to, double from);

            void split(int first, int second, int third);
        }
    }

    @Test
    void parametersThatChangePlacesDoNotFitEitherWay() {
        assertThat(sole(old(Bank.Before.class, Bank.Swapped.class)))
                .isEqualTo(
                        "transfer(long, long): parameters from and to have changed places (the consumer 1.2 has from,"
                                + " to; the provider 1.3 has to, from) (expected: each name at its old place, or new names if"
                                + " parameters were only renamed; or the next major version)");
        assertThat(sole(newer(Bank.Swapped.class, Bank.Before.class)))
                .contains("parameters to and from have changed places (the consumer 1.3 has to, from; the provider 1.2"
                        + " has from, to)");
        assertThat(sole(old(Bank.Before.class, Bank.Turned.class)))
                .startsWith("split(int, int, int): parameters first, second and third have changed places (");
        assertThat(sole(old(Bank.Before.class, Bank.Shifted.class)))
                .startsWith(
                        "transfer(long, long): parameter to has changed its place (the consumer 1.2 has from, to; the"
                                + " provider 1.3 has to, cents)");
        assertThat(sole(old(Bank.Before.class, Bank.Wider.class)))
                .contains("; parameters from and to have changed places (");
        assertThat(Descriptors.of(Bank.Before.class).looksLike(Descriptors.of(Bank.Swapped.class)))
                .isFalse();
    }

    @Test
    void parametersThatAreRenamedFit() {
        isClean(old(Bank.Before.class, Bank.Renamed.class));
        isClean(equal(Bank.Renamed.class, Bank.Before.class));
        assertThat(Descriptors.of(Bank.Before.class).looksLike(Descriptors.of(Bank.Renamed.class)))
                .isTrue();
    }

    /** Compiled once with {@code -parameters} and once without, or by another compiler, a contract is the same. */
    @Test
    void whereNamesAreNotKnownNobodyMissesThem() {
        ContractDescriptor before = Descriptors.of(Bank.Before.class);
        ContractDescriptor nameless =
                ContractDescriptor.parse(before.withoutNames().text());
        ContractDescriptor swapped = Descriptors.of(Bank.Swapped.class);
        ContractDescriptor partly =
                ContractDescriptor.parse(swapped.text().replaceFirst("takes int64 long to\n", "takes int64 long\n"));

        assertThat(nameless.text()).contains("  takes int64 long\n  takes int64 long\n");
        assertThat(partly.methods().get(1).names()).containsExactly("", "from");
        for (ContractDescriptor other : List.of(before, swapped)) {
            isClean(Compatibility.of(nameless, other));
            isClean(Compatibility.of(other, nameless));
            assertThat(nameless.looksLike(other) && other.looksLike(nameless)).isTrue();
        }
        isClean(Compatibility.of(before, partly));
        isClean(Compatibility.of(partly, before));
        assertThat(before.looksLike(partly)).isTrue();
    }

    interface Overloads {
        @Remote
        interface Before {
            void find(long from, long to);

            void find(String from, String to);
        }

        @Remote
        interface Swapped {
            void find(String from, String to);

            void find(long to, long from);
        }
    }

    @Test
    void overloadsArePairedWithoutTheNamesOfParameters() {
        assertThat(sole(old(Overloads.Before.class, Overloads.Swapped.class)))
                .startsWith("find(long, long): parameters from and to have changed places (");
    }

    @Test
    void whatDiffersIsSaidInTheSameOrderEveryTime() {
        Compatibility once = old(Base.Shop.class, Fewer.Shop.class);
        for (int i = 0; i < 20; i++) {
            assertThat(old(Base.Shop.class, Fewer.Shop.class)).isEqualTo(once);
        }
    }
}
