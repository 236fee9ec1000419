#include "services/lambda/zygote.h"

#include <cstring>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "services/lambda/child_process.h"

namespace orrery::lambda {
namespace {

// What an interpreter needs of the host to find its own files; functions get none of it.
std::vector<std::string> own_environment() {
  return {"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", "PYTHONUNBUFFERED=1",
          "PYTHONDONTWRITEBYTECODE=1"};
}

bool send_packet(int socket, const std::string& text, int descriptor) {
  iovec piece{const_cast<char*>(text.data()), text.size()};
  alignas(cmsghdr) char control[CMSG_SPACE(2 * sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  cmsghdr* head = CMSG_FIRSTHDR(&message);
  head->cmsg_level = SOL_SOCKET;
  head->cmsg_type = SCM_RIGHTS;
  head->cmsg_len = CMSG_LEN(2 * sizeof(int));
  const int descriptors[2] = {descriptor, descriptor};
  std::memcpy(CMSG_DATA(head), descriptors, sizeof descriptors);
  return ::sendmsg(socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0;
}

}  // namespace

Zygote::Zygote(Loop& loop, const std::filesystem::path& python, const std::filesystem::path& script) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0)
    throw std::system_error(errno, std::generic_category(), "socketpair");
  socket_ = Descriptor(ends[0]);
  const Descriptor theirs(ends[1]);
  ::fcntl(theirs.number(), F_SETFL, 0);  // it may block
  ChildSpec spec;
  spec.executable = python;
  spec.arguments = {script.string()};
  spec.environment = own_environment();
  spec.directory = "/";
  spec.extra = theirs.number();
  pid_ = spawn(spec);
  readable_ = std::make_unique<Readable>(loop, socket_.number(), [this] { read(); });
}

Zygote::~Zygote() {
  readable_.reset();
  socket_ = Descriptor();
  if (pid_) {
    ::kill(-pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
}

std::uint64_t Zygote::fork(json::object request, int output, Child& child) {
  const std::uint64_t id = next_++;
  request["id"] = id;
  children_[id] = &child;
  outgoing_.push_back({to_text(request), Descriptor(::fcntl(output, F_DUPFD_CLOEXEC, 3))});
  flush();
  return id;
}

void Zygote::forget(std::uint64_t id) {
  if (const auto found = children_.find(id); found != children_.end()) found->second = nullptr;
}

// What the socket does not take now goes when it next answers: it always does, once per request.
void Zygote::flush() {
  while (socket_ && !outgoing_.empty() &&
         send_packet(socket_.number(), outgoing_.front().text, outgoing_.front().output.number()))
    outgoing_.pop_front();
}

void Zygote::read() {
  char buffer[4096];
  while (socket_) {
    const ssize_t got = ::recv(socket_.number(), buffer, sizeof buffer, MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) break;
    if (got <= 0) return died();
    const auto message = parse_json({buffer, static_cast<std::size_t>(got)});
    if (message && message->is_object()) hear(message->get_object());
  }
  flush();
}

void Zygote::hear(const json::object& message) {
  if (const auto id = find_number(message, "id")) {
    const pid_t pid = static_cast<pid_t>(find_number(message, "pid").value_or(0));
    const auto number = static_cast<std::uint64_t>(*id);
    const auto found = children_.find(number);
    if (found == children_.end()) return;
    if (pid <= 0) {  // nothing could be started
      Child* const listener = found->second;
      children_.erase(found);
      if (listener) listener->ended(127 << 8);
      return;
    }
    by_pid_[pid] = number;
    if (found->second)
      found->second->born(pid);
    else
      ::kill(-pid, SIGKILL);  // nobody wants it any more
  } else if (const auto pid = find_number(message, "exit")) {
    const auto found = by_pid_.find(static_cast<pid_t>(*pid));
    if (found == by_pid_.end()) return;
    const auto child = children_.find(found->second);
    by_pid_.erase(found);
    Child* const listener = child->second;
    children_.erase(child);
    if (listener) listener->ended(static_cast<int>(find_number(message, "status").value_or(0)));
  }
}

void Zygote::died() {
  // In this order: a watch that ends after its descriptor ends that of whoever has the number by then.
  readable_.reset();
  socket_ = Descriptor();
  if (pid_) {
    ::kill(-pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = 0;
  }
  for (const auto& [pid, id] : by_pid_) ::kill(-pid, SIGKILL);
  by_pid_.clear();
  const auto orphans = std::move(children_);
  children_.clear();
  for (const auto& [id, child] : orphans)
    if (child) child->ended(SIGKILL);
}

}  // namespace orrery::lambda
