#include <vector>

#include "services/secretsmanager/filters.h"
#include "services/secretsmanager/members.h"
#include "services/secretsmanager/operations/operations.h"
#include "services/secretsmanager/versions.h"

namespace orrery::secretsmanager {
namespace {

struct Page {
  json::object answer;
  json::array values, errors;
};

void read(SecretsManager& manager, const Input& input, const std::string& id, Page& page) {
  try {
    page.values.push_back(read_value(manager.secrets, input.context,
                                     manager.secrets.usable(input.context, id), std::nullopt, std::nullopt));
  } catch (const AwsError& error) {
    page.errors.push_back(
        json::object{{"SecretId", id}, {"ErrorCode", error.code}, {"Message", error.message}});
  }
}

}  // namespace

json::object batch_get_secret_value(SecretsManager& manager, const Input& input) {
  const json::array* ids = maybe_texts(input, "SecretIdList", 1, 20);
  const json::array* filters = input.maybe_list("Filters");
  if ((ids != nullptr) == (filters != nullptr))
    throw invalid_parameter("Either 'SecretIdList' or 'Filters' must be provided, but not both.");
  if (ids && (input.has("MaxResults") || input.has("NextToken")))
    throw invalid_parameter("'MaxResults' and 'NextToken' can only be used with 'Filters'.");
  Page page;
  if (ids) {
    for (const json::value& id : *ids) read(manager, input, std::string(view(id.get_string())), page);
  } else {
    check_filters(*filters);
    const auto most = static_cast<std::size_t>(input.maybe_number("MaxResults", 1, 20).value_or(20));
    const std::string_view after = input.maybe_text("NextToken").value_or("");
    std::vector<std::string> names;
    manager.secrets.each(input.context, [&](const json::object& secret) {
      const std::string name = text_of(secret, "Name");
      if (name > after && !is_marked(secret) && fits_filters(*filters, secret)) names.push_back(name);
    });
    if (names.size() > most) {
      names.resize(most);
      page.answer["NextToken"] = names.back();
    }
    for (const std::string& name : names) read(manager, input, name, page);
  }
  page.answer["SecretValues"] = std::move(page.values);
  page.answer["Errors"] = std::move(page.errors);
  return std::move(page.answer);
}

}  // namespace orrery::secretsmanager
