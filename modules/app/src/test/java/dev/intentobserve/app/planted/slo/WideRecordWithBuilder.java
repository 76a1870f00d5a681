package dev.intentobserve.app.planted.slo;

record WideRecordWithBuilder(int a, int b, int c, int d, int e, int f, int g, int h, int i) {}
