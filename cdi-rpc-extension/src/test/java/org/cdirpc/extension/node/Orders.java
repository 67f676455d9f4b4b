package org.cdirpc.extension.node;

import org.cdirpc.Remote;

/** Releases of one contract, each as it would lie in a jar of its own. */
final class Orders {

    static final String SERVICE = "shop.Orders";

    private Orders() {}

    @Remote(name = SERVICE, version = "1.0")
    interface V10 {
        String place(int number);

        int count(String customer);
    }

    /** Adds a method. */
    @Remote(name = SERVICE, version = "1.1")
    interface V11 extends V10 {
        boolean cancel(int number);
    }

    /** The version of before, with the change of the next. */
    @Remote(name = SERVICE, version = "1.0")
    interface V10Changed {
        String place(String number);

        int count(String customer);
    }

    /** Takes text where the releases before take a number. */
    @Remote(name = SERVICE, version = "1.2")
    interface V12Broken {
        String place(String number);

        int count(String customer);
    }

    @Remote(name = SERVICE, version = "2.0")
    interface V20 {
        String place(String number);
    }

    /** Serves {@link V11}, and so {@link V10}. */
    static final class Bean implements V11 {
        @Override
        public String place(int number) {
            return "placed " + number;
        }

        @Override
        public int count(String customer) {
            return customer.length();
        }

        @Override
        public boolean cancel(int number) {
            return number > 0;
        }
    }

    /** Serves what takes text. */
    static final class TextBean implements V10Changed, V12Broken, V20 {
        @Override
        public String place(String number) {
            return "placed " + number;
        }

        @Override
        public int count(String customer) {
            return customer.length();
        }
    }
}
