#pragma once
// Rotation of a secret: its function is called four times, for the steps that AWS names, with
// {"Step", "SecretId", "ClientRequestToken"}; each call must end well before the next is made.
#include <string>
#include <unordered_map>

#include "core/core.h"
#include "services/secretsmanager/secrets.h"

namespace orrery::secretsmanager {

class Rotations {
 public:
  Rotations(Core& core, Secrets& secrets)
      : core_(core), secrets_(secrets), entropy_(core.entropy.fork("secretsmanager rotations")) {}

  bool can_call(const Context& context, std::string_view function) const;
  // Gives the secret a version without value that is AWSPENDING, and begins the steps. Saves the secret.
  void begin(const Context& context, json::object& secret, const std::string& token);
  // Begins the steps for a version that is AWSPENDING already.
  void run(const Context& context, const json::object& secret, const std::string& token);
  // Sets or takes away the alarm of the secret, as its rules now are.
  void schedule(const Context& context, const json::object& secret);
  void unschedule(const json::object& secret) { alarms_.erase(text_of(secret, "ARN")); }
  void resume();

 private:
  struct Run;
  void step(const Run& run);
  void finish(const Run& run);
  void ring(const Context& owner, const std::string& name);

  Core& core_;
  Secrets& secrets_;
  Entropy entropy_;
  std::unordered_map<std::string, Alarm> alarms_;  // by ARN
};

// When the rules want the next rotation. std::nullopt without rules, or with rotation off.
std::optional<double> next_rotation(const json::object& secret, double now);

}  // namespace orrery::secretsmanager
