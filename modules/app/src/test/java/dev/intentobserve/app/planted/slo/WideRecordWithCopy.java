package dev.intentobserve.app.planted.slo;

record WideRecordWithCopy(int a, int b, int c, int d, int e, int f, int g, int h, int i) {
  WideRecordWithCopy withA(int value) {
    return new WideRecordWithCopy(value, b, c, d, e, f, g, h, i);
  }
}
