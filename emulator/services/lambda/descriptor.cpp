#include "services/lambda/descriptor.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <unistd.h>

namespace orrery::lambda {

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

struct Readable::State : std::enable_shared_from_this<State> {
  State(Loop& loop_, int descriptor, Task task_)
      : loop(loop_), stream(loop_.io(), descriptor), task(std::move(task_)) {}

  struct Rearming {
    State& state;
    ~Rearming() {
      if (state.watching) state.wait();
    }
  };

  void wait() {
    stream.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                      [self = shared_from_this()](boost::system::error_code failed) {
                        if (failed || !self->watching) return;
                        const Rearming also_where_it_fails{*self};
                        self->loop.turn([&self] { self->task(); });
                      });
  }

  Loop& loop;
  boost::asio::posix::stream_descriptor stream;
  Task task;
  bool watching = true;
};

Readable::Readable(Loop& loop, int descriptor, Task task)
    : state_(std::make_shared<State>(loop, descriptor, std::move(task))) {
  state_->wait();
}

Readable::~Readable() {
  state_->watching = false;
  state_->stream.release();
}

}  // namespace orrery::lambda
