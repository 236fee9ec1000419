#pragma once
#include <string>

#include "core/http.h"

namespace orrery {

// Collects a body, and takes its next piece only when told to.
struct SlowSink final : BodySink {
  void write(std::string piece, Task ready_) override {
    bytes += piece;
    if (hold)
      ready = std::move(ready_);
    else
      ready_();
  }
  std::string bytes;
  bool hold = false;
  Task ready;
};

}  // namespace orrery
