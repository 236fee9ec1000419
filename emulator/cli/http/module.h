#pragma once
// What the HTTP client module exports. C types only: it is loaded when a command needs it, because its
// library takes milliseconds to load, and `orrery start` does without.

extern "C" {

struct OrreryHttpCall {
  const char* endpoint;  // "http://127.0.0.1:4566"
  const char* method;    // "GET" or "POST"
  const char* path;
  const char* const* headers;  // name, value, name, value, ..., nullptr
  const char* body;
  unsigned long body_size;
  double timeout_s;
};

// Gives the body to `take`, and returns the status; 0 where there was no answer, with the reason in the body.
typedef int (*OrreryHttpExchange)(const OrreryHttpCall* call, void* taker,
                                  void (*take)(void* taker, const char* bytes, unsigned long size));
}
