#include "services/lambda/child_process.h"

#include <boost/process/args.hpp>
#include <boost/process/child.hpp>
#include <boost/process/env.hpp>
#include <boost/process/environment.hpp>
#include <boost/process/error.hpp>
#include <boost/process/exe.hpp>
#include <boost/process/extend.hpp>
#include <boost/process/posix.hpp>
#include <fcntl.h>
#include <linux/close_range.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace orrery::lambda {
namespace {

namespace bp = boost::process;
namespace fs = std::filesystem;

// Everything a child does between its birth and exec. It runs on the parent's memory (vfork), so it makes
// system calls and nothing else; all text is made before.
struct Birth {
  explicit Birth(const ChildSpec& spec_) : spec(spec_) {
    for (const std::string& kept : spec.tmp.kept)
      mounts.emplace_back(kept, spec.tmp.directory.string() + kept.substr(4));
    for (const fs::path& layer : spec.tmp.layers) opt += (opt.empty() ? "lowerdir=" : ":") + layer.string();
    if (!opt.empty()) opt += ":/opt";
  }

  void operator()() const {
    ::setpgid(0, 0);
    if (spec.dies_with_us) ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (const int signal : {SIGPIPE, SIGINT, SIGTERM, SIGHUP}) ::signal(signal, SIG_DFL);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    descriptors();
    if (!spec.tmp.directory.empty()) private_tmp();
    const rlimit files{1024, 1024};
    ::setrlimit(RLIMIT_NOFILE, &files);
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    if (spec.memory_bytes) {
      const rlimit memory{spec.memory_bytes, spec.memory_bytes};
      ::setrlimit(RLIMIT_DATA, &memory);
    }
    if (!spec.directory.empty() && ::chdir(spec.directory.c_str()) != 0) ::_exit(126);
  }

  void descriptors() const {
    const int input = spec.input >= 0 ? spec.input : ::open("/dev/null", O_RDONLY);
    ::dup2(input, 0);
    if (spec.output >= 0) {
      ::dup2(spec.output, 1);
      ::dup2(spec.output, 2);
    }
    unsigned first = 3;
    if (spec.extra >= 0) {
      // dup2 onto itself would leave close-on-exec set.
      if (spec.extra == 3)
        ::fcntl(3, F_SETFD, 0);
      else
        ::dup2(spec.extra, 3);
      first = 4;
    }
    ::close_range(first, ~0u, CLOSE_RANGE_CLOEXEC);
  }

  void private_tmp() const {
    if (::unshare(CLONE_NEWNS) != 0) return;
    ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
    if (!opt.empty()) ::mount("overlay", "/opt", "overlay", MS_RDONLY, opt.c_str());
    for (const auto& [from, to] : mounts) ::mount(from.c_str(), to.c_str(), nullptr, MS_BIND, nullptr);
    ::mount(spec.tmp.directory.c_str(), "/tmp", nullptr, MS_BIND | MS_REC, nullptr);
    // All sandboxes share the code, and on AWS it cannot be written to either.
    const char* code = spec.directory.c_str();
    if (*code && ::mount(code, code, nullptr, MS_BIND | MS_REC, nullptr) == 0)
      ::mount(nullptr, code, nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr);
  }

  const ChildSpec& spec;
  std::vector<std::pair<std::string, std::string>> mounts;
  std::string opt;  // options of the overlay
};

}  // namespace

bool PrivateTmp::permitted() {
  static const bool yes = [] {
    bool could = false;
    // A thread may leave the others' mount namespace; what it tries ends with it.
    std::thread([&could] {
      could = ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    }).join();
    return could;
  }();
  return yes;
}

PrivateTmp PrivateTmp::prepare(fs::path directory, const std::vector<fs::path>& paths) {
  PrivateTmp tmp{std::move(directory), {}, {}};
  for (const fs::path& path : paths) {
    const std::string text = path.lexically_normal().string();
    if (!text.starts_with("/tmp/")) continue;
    std::error_code failed;
    fs::create_directories(tmp.directory.string() + text.substr(4), failed);
    if (!failed) tmp.kept.push_back(text);
  }
  return tmp;
}

pid_t spawn(const ChildSpec& spec) {
  bp::environment environment;
  for (const std::string& pair : spec.environment) {
    const auto equals = pair.find('=');
    environment[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
  const Birth birth(spec);
  std::error_code failed;
  bp::child child(
      bp::exe = spec.executable.string(), bp::args = spec.arguments, environment, failed,
      bp::posix::use_vfork, bp::extend::on_exec_setup = [&birth](auto&) { birth(); });
  if (failed) throw std::system_error(failed, "cannot start " + spec.executable.string());
  const pid_t pid = child.id();
  child.detach();
  // The child does the same; whoever is first, the group is there when we return.
  ::setpgid(pid, pid);
  return pid;
}

}  // namespace orrery::lambda
