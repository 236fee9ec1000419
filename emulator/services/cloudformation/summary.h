#pragma once
// What ValidateTemplate and GetTemplateSummary say alike.
#include "core/json.h"
#include "services/cloudformation/template/template.h"

namespace orrery::cloudformation {

inline void add_capabilities(const Template& document, json::object& result) {
  json::array needed, transforms;
  for (const std::string& name : document.capabilities()) needed.push_back(json::string(name));
  for (const std::string& name : document.transforms()) transforms.push_back(json::string(name));
  if (needed.empty()) return;
  result["Capabilities"] = std::move(needed);
  if (const std::string reason = document.capabilities_reason(); !reason.empty())
    result["CapabilitiesReason"] = reason;
  if (!transforms.empty()) result["DeclaredTransforms"] = std::move(transforms);
}

}  // namespace orrery::cloudformation
