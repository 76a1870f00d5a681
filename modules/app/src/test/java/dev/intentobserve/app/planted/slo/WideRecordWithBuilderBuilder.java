package dev.intentobserve.app.planted.slo;

/** As it would be generated. */
final class WideRecordWithBuilderBuilder {
  interface With {
    WideRecordWithBuilder withA(int a);
  }

  static With from(WideRecordWithBuilder record) {
    return a -> new WideRecordWithBuilder(a, 0, 0, 0, 0, 0, 0, 0, 0);
  }
}
