#pragma once
// What refers to what: the order in which resources can be made.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/json.h"

namespace orrery::cloudformation {

class Template;

// The names a value refers to with Ref, Fn::GetAtt and Fn::Sub: resources, parameters and pseudo parameters.
std::set<std::string> names_in(const json::value& value);
// The names in the ${...} of a Fn::Sub text: "A" of ${A} and of ${A.B}; not those of ${!A}.
std::vector<std::string> substitutions(std::string_view text);

// The resources each resource waits for: those it names and its DependsOn.
std::map<std::string, std::set<std::string>> dependencies(const Template& document);
// All resources, each after those it waits for. Refuses a circle.
std::vector<std::string> deploy_order(const Template& document);
// Refuses references to what is not there.
void check_references(const Template& document);

}  // namespace orrery::cloudformation
