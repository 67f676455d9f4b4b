package org.cdirpc.sample.shop.node;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cdirpc.sample.shop.Catalogue;
import org.cdirpc.sample.shop.Product;
import org.cdirpc.sample.shop.UnknownProductException;

/** A small tea shop's catalogue. */
@ApplicationScoped
public class CatalogueBean implements Catalogue {

    private final Map<String, Product> products = Stream.of(
                    new Product("tea-assam", "Assam, second flush", new BigDecimal("8.50"), Optional.of("malty")),
                    new Product("tea-sencha", "Sencha, first harvest", new BigDecimal("14.20"), Optional.empty()),
                    new Product("tea-oolong", "High mountain oolong", new BigDecimal("19.90"), Optional.of("rare")),
                    new Product("pot-clay", "Clay pot, 0.4 l", new BigDecimal("42.00"), Optional.empty()),
                    new Product("cup-glass", "Glass cup, pair", new BigDecimal("12.75"), Optional.empty()))
            .collect(Collectors.toUnmodifiableMap(Product::sku, product -> product));

    @Override
    public List<Product> products() {
        return products.values().stream()
                .sorted(Comparator.comparing(Product::name))
                .toList();
    }

    @Override
    public Optional<Product> product(String sku) {
        return Optional.ofNullable(products.get(sku));
    }

    @Override
    public BigDecimal price(String sku) throws UnknownProductException {
        return product(sku).orElseThrow(() -> new UnknownProductException(sku)).price();
    }
}
