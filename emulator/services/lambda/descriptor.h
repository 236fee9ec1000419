#pragma once
// Descriptors as the loop sees them.
#include <memory>
#include <utility>

#include "core/function.h"
#include "core/loop.h"

namespace orrery::lambda {

// Owns a descriptor.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();
  int number() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

// Runs `task` as a turn whenever the descriptor has something to read or has ended, until it is destroyed.
// The descriptor stays its owner's and outlives this.
class Readable {
 public:
  Readable(Loop& loop, int descriptor, Task task);
  ~Readable();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace orrery::lambda
