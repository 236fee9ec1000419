#pragma once
// Secrets Manager with a function beside it that the test plays.
#include <functional>

#include "services/secretsmanager/secretsmanager.h"
#include "tests/world.h"

namespace orrery {

struct RotatingFunction final : Service {
  const ServiceInfo& info() const override { return info_; }
  void call(std::string_view operation, const Context&, const json::object& input, Reply reply) override {
    if (input.at("FunctionName") != "rotator")
      throw AwsError("ResourceNotFoundException", "no such function", 404);
    if (operation == "GetFunctionConfiguration") return reply.ok({});
    const json::object event = parse_json(find_text(input, "Payload").value())->as_object();
    steps.push_back(text_of(event, "Step"));
    on_step(event);
    reply.ok(fails == steps.back() ? json::object{{"FunctionError", "Unhandled"}} : json::object());
  }
  std::vector<std::string> steps;
  std::string fails;
  std::function<void(const json::object& event)> on_step;

 private:
  ServiceInfo info_{.name = "lambda", .wires = {}};
};

struct SecretsWorld : World {
  SecretsWorld() {
    directory.add(manager);
    directory.add(function);
  }
  json::object ask(std::string_view operation, json::object input) {
    return call("secretsmanager", operation, std::move(input));
  }
  std::string refused(std::string_view operation, json::object input) {
    return refusal("secretsmanager", operation, std::move(input));
  }
  // Makes one with that value; its version.
  std::string make(const char* name, const char* text = "v1") {
    return text_of(ask("CreateSecret", {{"Name", name}, {"SecretString", text}}), "VersionId");
  }
  std::string read(const char* name) {
    return text_of(ask("GetSecretValue", {{"SecretId", name}}), "SecretString");
  }
  // The labels of each version, oldest first: "AWSPREVIOUS | AWSCURRENT,mine".
  std::string stages(const char* name) {
    std::string all;
    const json::object listed =
        ask("ListSecretVersionIds", {{"SecretId", name}, {"IncludeDeprecated", true}});
    for (const json::value& version : listed.at("Versions").as_array()) {
      if (&version != &listed.at("Versions").as_array().front()) all += " | ";
      const json::array* labels = find_array(version.as_object(), "VersionStages");
      for (const json::value& label : labels ? *labels : json::array())
        all += std::string(view(label.as_string())) + (label == labels->back() ? "" : ",");
    }
    return all;
  }
  RotatingFunction function;
  SecretsManager manager{core};
};

}  // namespace orrery
