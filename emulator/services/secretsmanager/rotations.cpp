#include "services/secretsmanager/rotations.h"

#include "services/secretsmanager/versions.h"

namespace orrery::secretsmanager {
namespace {

constexpr const char* steps[] = {"createSecret", "setSecret", "testSecret", "finishSecret"};

Context owner_of(const Context& context) {
  Context owner;
  owner.account = context.account;
  owner.region = context.region;
  owner.trace = context.trace;
  owner.caller = "secretsmanager";
  return owner;
}

Instant instant_of(double seconds) {
  return from_epoch_milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

}  // namespace

struct Rotations::Run {
  Context owner;
  std::string name, arn, function, token;
  std::size_t next = 0;  // of the steps
};

std::optional<double> next_rotation(const json::object& secret, double now) {
  const json::object* rules = find_object(secret, "RotationRules");
  const json::value* enabled = find(secret, "RotationEnabled");
  const auto days = rules ? find_number(*rules, "AutomaticallyAfterDays") : std::nullopt;
  if (!days || !enabled || !enabled->as_bool()) return std::nullopt;
  return now + static_cast<double>(*days) * day;
}

bool Rotations::can_call(const Context& context, std::string_view function) const {
  try {
    core_.caller.call_now("lambda", "GetFunctionConfiguration", owner_of(context),
                          {{"FunctionName", boost_view(function)}});
    return true;
  } catch (const AwsError&) {
    return false;
  }
}

void Rotations::begin(const Context& context, json::object& secret, const std::string& token) {
  add_empty_version(secrets_, secret, token, {std::string(pending)});
  if (const auto next = next_rotation(secret, secrets_.now())) secret["NextRotationDate"] = *next;
  secrets_.save_changed(context, secret);
  schedule(context, secret);
  run(context, secret, token);
}

void Rotations::run(const Context& context, const json::object& secret, const std::string& token) {
  const Run first{owner_of(context), text_of(secret, "Name"), text_of(secret, "ARN"),
                  text_of(secret, "RotationLambdaARN"), token};
  core_.loop.post([this, first] { step(first); });  // after the answer
}

void Rotations::step(const Run& run) {
  const json::object event{
      {"Step", steps[run.next]}, {"SecretId", run.arn}, {"ClientRequestToken", run.token}};
  core_.caller.call("lambda", "Invoke", run.owner,
                    {{"FunctionName", run.function}, {"Payload", to_text(event)}},
                    Reply([this, run](const Result& result) {
                      const auto* answer = std::get_if<json::object>(&result);
                      if (!answer || answer->contains("FunctionError")) return;  // it stays AWSPENDING
                      Run rest = run;
                      if (++rest.next < std::size(steps)) return step(rest);
                      finish(rest);
                    }));
}

void Rotations::finish(const Run& run) {
  auto secret = secrets_.find(run.owner, run.arn);
  if (!secret) return;
  const json::object* now_current = find_staged(*secret, current);
  if (!now_current || find_text(*now_current, "VersionId") != run.token) return;
  (*secret)["LastRotatedDate"] = secrets_.now();
  secrets_.save(run.owner, *secret);
}

// It goes on for ever, so it is no reason for a jumping clock to jump.
void Rotations::schedule(const Context& context, const json::object& secret) {
  unschedule(secret);
  const json::value* next = find(secret, "NextRotationDate");
  if (!next || !next_rotation(secret, 0) || is_marked(secret)) return;
  alarms_[text_of(secret, "ARN")] = core_.clock.at(
      instant_of(next->to_number<double>()),
      [this, owner = owner_of(context), name = text_of(secret, "Name")] { ring(owner, name); },
      Purpose::housekeeping);
}

void Rotations::ring(const Context& owner, const std::string& name) {
  auto secret = secrets_.find(owner, name);
  if (!secret || is_marked(*secret)) return;
  const json::object* waiting = find_staged(*secret, pending);
  const bool unfinished = waiting && waiting != find_staged(*secret, current);
  begin(owner, *secret, unfinished ? text_of(*waiting, "VersionId") : entropy_.uuid());
}

void Rotations::resume() {
  secrets_.each_of_all([this](const Context& owner, const json::object& secret) { schedule(owner, secret); });
}

}  // namespace orrery::secretsmanager
