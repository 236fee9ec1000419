#pragma once
// A project as a CloudFormation template: its functions with their events, its star's steps with their
// queues, and the resources it adds itself.
#include <string>
#include <vector>

#include "cli/deploy_project.h"
#include "core/json.h"

namespace orrery::cli {

struct CodePlace {
  std::string bucket, key;
};

// One step of a star: a function, its queue, and where messages go that fail too often.
struct StarStep {
  std::string name, function, queue, dead_letters;  // as they are called in the cloud
};

struct Star {
  std::string name, generate;  // the project's generate function
  std::string language;        // of the runtime: "node" or "python"
  std::vector<StarStep> steps;
};

// Throws std::runtime_error that names what is not understood.
json::object template_of(const Project& project, const CodePlace& code);

// What the project says and nobody here reads: "provider.stackName".
std::vector<std::string> unread_keys(const Project& project);

// The star of the project; without steps where it has none.
Star star_of(const Project& project);

}  // namespace orrery::cli
