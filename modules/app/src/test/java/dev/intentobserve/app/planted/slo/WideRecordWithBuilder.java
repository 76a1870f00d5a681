package dev.intentobserve.app.planted.slo;

record WideRecordWithBuilder(int a, int b, int c, int d, int e, int f, int g, int h, int i) {
  static Builder builder() {
    return new Builder();
  }

  static final class Builder {
    private int a;

    WideRecordWithBuilder build() {
      return new WideRecordWithBuilder(a, 0, 0, 0, 0, 0, 0, 0, 0);
    }
  }
}
