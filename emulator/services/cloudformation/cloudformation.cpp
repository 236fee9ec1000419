#include "services/cloudformation/cloudformation.h"

#include "services/cloudformation/operations/operations.h"

namespace orrery {
namespace {

constexpr Operation<Cloudformation> operations[] = {
    {"CancelUpdateStack", cloudformation::cancel_update_stack},
    {"CreateChangeSet", cloudformation::create_change_set},
    {"CreateStack", cloudformation::create_stack},
    {"DeleteChangeSet", cloudformation::delete_change_set},
    {"DeleteStack", cloudformation::delete_stack},
    {"DescribeAccountLimits", cloudformation::describe_account_limits},
    {"DescribeChangeSet", cloudformation::describe_change_set},
    {"DescribeStackEvents", cloudformation::describe_stack_events},
    {"DescribeStackResource", cloudformation::describe_stack_resource},
    {"DescribeStackResources", cloudformation::describe_stack_resources},
    {"DescribeStacks", cloudformation::describe_stacks},
    {"ExecuteChangeSet", cloudformation::execute_change_set},
    {"GetStackPolicy", cloudformation::get_stack_policy},
    {"GetTemplate", cloudformation::get_template},
    {"GetTemplateSummary", cloudformation::get_template_summary},
    {"ListChangeSets", cloudformation::list_change_sets},
    {"ListExports", cloudformation::list_exports},
    {"ListImports", cloudformation::list_imports},
    {"ListStackResources", cloudformation::list_stack_resources},
    {"ListStacks", cloudformation::list_stacks},
    {"RespondToCustomResource", cloudformation::respond_to_custom_resource},
    {"SetStackPolicy", cloudformation::set_stack_policy},
    {"UpdateStack", cloudformation::update_stack},
    {"UpdateTerminationProtection", cloudformation::update_termination_protection},
    {"ValidateTemplate", cloudformation::validate_template},
};

constexpr protocol::QueryWire query{.version = "2010-05-15",
                                    .xml_namespace = "http://cloudformation.amazonaws.com/doc/2010-05-15/",
                                    .shapes = {},
                                    .codes = {}};

// Not of AWS's API: where custom resources report what became of them.
constexpr protocol::Route routes[] = {{.method = "PUT",
                                       .path = "/2010-05-15/custom-resource-responses/{Token}",
                                       .operation = "RespondToCustomResource",
                                       .payload = "Body"}};

constexpr ServiceInfo description{
    .name = "cloudformation",
    .resource = "StackName,ChangeSetName",
    .wires = {.target = {}, .json_version = {}, .query = &query, .routes = routes},
    .refusals = {.invalid = "ValidationError", .missing = "ValidationError", .type = "ValidationError"}};

}  // namespace

Cloudformation::Cloudformation(Core& core_) : core(core_), records(core_), engine(core_, records) {}

const ServiceInfo& Cloudformation::info() const { return description; }

void Cloudformation::call(std::string_view operation, const Context& context, const json::object& input,
                          Reply reply) {
  dispatch<Cloudformation>(operations, *this, operation, context, input, std::move(reply));
}

}  // namespace orrery
