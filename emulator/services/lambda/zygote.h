#pragma once
// A warm Python interpreter that forks sandboxes on request: its imports are done once, a fork takes 2 ms.
//
// We speak over a SOCK_SEQPACKET socket, one JSON object per packet (shim/contract.h):
//   it   {"ready": true}                        its imports are done
//   we   {"id": N, "env": {...}, "cwd", "tmp", "handler", "memory_mb"}, with two descriptors: output,
//   errors it   {"id": N, "pid": P}                    the child is born, leader of its own process group;
//   without
//                                               "pid": it could not be
//   it   {"exit": P, "status": S}               the child has ended; S as from waitpid
// When the socket closes it kills its children and ends.
#include <deque>
#include <filesystem>
#include <memory>
#include <unordered_map>

#include "core/json.h"
#include "core/loop.h"
#include "services/lambda/descriptor.h"

namespace orrery::lambda {

class Zygote {
 public:
  struct Child {
    virtual ~Child() = default;
    virtual void born(pid_t pid) = 0;
    virtual void ended(int status) = 0;  // the last that is heard; may destroy the child
  };

  // Throws std::system_error where it cannot be started.
  Zygote(Loop& loop, const std::filesystem::path& python, const std::filesystem::path& script);
  ~Zygote();

  bool alive() const { return static_cast<bool>(socket_); }
  // `child` hears of its life until forget(). `request` needs no "id".
  std::uint64_t fork(json::object request, int output, Child& child);
  void forget(std::uint64_t id);
  void kill() {  // with all its children, who hear of it
    if (alive()) died();
  }

 private:
  struct Request {
    std::string text;
    Descriptor output;
  };
  void read();
  void hear(const json::object& message);
  void flush();
  void died();

  Descriptor socket_;
  pid_t pid_ = 0;
  std::uint64_t next_ = 1;
  std::deque<Request> outgoing_;
  std::unordered_map<std::uint64_t, Child*> children_;  // nullptr: nobody listens any more
  std::unordered_map<pid_t, std::uint64_t> by_pid_;
  std::unique_ptr<Readable> readable_;
};

}  // namespace orrery::lambda
