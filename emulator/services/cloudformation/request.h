#pragma once
// What CreateStack, UpdateStack and CreateChangeSet are given, read and checked.
#include <string>

#include "services/cloudformation/cloudformation.h"

namespace orrery::cloudformation {

// A list that a form may have spelled as an empty text.
json::array list_of(const Input& input, std::string_view name);

// Fetches the template where the input has its URL, then answers with what `handler` says of its text.
// std::nullopt where the input names none.
using TemplateHandler = json::object (*)(Cloudformation&, const Input&,
                                         const std::optional<std::string>& text);
// A result with "StackId" and "begun" is answered when that stack has settled.
void with_template(Cloudformation& service, const Input& input, Reply reply, TemplateHandler handler);

struct Wanted {
  Blueprint blueprint;
  Template document;
};
// The template (or, where the request says so, the stack's own) with transforms applied and parameters
// resolved.
Wanted read_wanted(Cloudformation& service, const Input& input, const std::optional<std::string>& text,
                   const Stack* before);

// The words and the order of what is wrong with a stack's name.
std::string stack_name(const Input& input);

// Sets what a creation or an update may say beside the template.
void read_settings(const Input& input, Stack& stack);

// Answers with `result` once the stack has settled; at once to the stack that makes this one.
void answer_settled(Cloudformation& service, const Context& context, const std::string& stack_id,
                    json::object result, Reply reply);

// A new stack that has its name and id, and nothing else yet.
Stack new_stack(Cloudformation& service, const Input& input, const std::string& name);
// Takes the stack on its way: the status and the blueprint are written, the engine goes to work.
void start_creation(Cloudformation& service, Stack& stack, const Blueprint& blueprint);
void start_update(Cloudformation& service, Stack& stack, const Blueprint& blueprint);
// Refuses where the stack's status does not let it be updated.
void check_can_update(const Stack& stack);

}  // namespace orrery::cloudformation
