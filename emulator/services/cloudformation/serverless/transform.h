#pragma once
// AWS::Serverless-2016-10-31: the short resources of SAM written out.
#include "core/json.h"
#include "services/cloudformation/template/template.h"

namespace orrery::cloudformation {

// The template with every AWS::Serverless resource replaced. Throws ValidationError where SAM would, and
// NotImplemented for what is not written out here.
json::object expand_serverless(const Template& document);

}  // namespace orrery::cloudformation
