#include "services/s3/post_policy.h"

#include <set>

#include "core/digest.h"
#include "core/http.h"
#include "core/json.h"
#include "services/s3/errors.h"
#include "services/s3/text.h"

namespace orrery::s3 {
namespace {

AwsError invalid_document(std::string_view why) {
  return {"InvalidPolicyDocument", "Invalid Policy: " + std::string(why), 400};
}

AwsError against_policy(std::string_view why) {
  return access_denied("Invalid according to Policy: " + std::string(why));
}

AwsError invalid_json() { return invalid_document("Invalid JSON."); }

Instant expiration_of(const json::object& document) {
  const json::value* expiration = find(document, "expiration");
  if (expiration == nullptr) throw invalid_document("Policy missing expiration.");
  if (!expiration->is_string()) throw invalid_json();
  const std::string text(view(expiration->get_string()));
  const auto end = parse_iso_time(text);
  if (!end) throw invalid_document("Invalid 'expiration' value: '" + text + "'");
  return *end;
}

const json::array& conditions_of(const json::object& document) {
  const json::value* conditions = find(document, "conditions");
  if (conditions == nullptr) throw invalid_document("Policy missing conditions.");
  if (!conditions->is_array()) throw invalid_document("Invalid 'conditions' value: must be a List.");
  return conditions->get_array();
}

// The items of the list "conditions" as they were written, for a refusal shows a list letter by letter.
std::vector<std::string_view> conditions_as_written(std::string_view text) {
  std::vector<std::string_view> items;
  const std::size_t list = text.find('[', std::min(text.find("\"conditions\""), text.size()));
  std::size_t depth = 0, begin = 0;
  bool quoted = false;
  for (std::size_t at = list; at < text.size(); ++at) {
    const char c = text[at];
    if (quoted) {
      if (c == '\\') ++at;
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[' || c == '{') {
      if (++depth == 2) begin = at;
    } else if (c == ']' || c == '}') {
      if (--depth == 1) items.push_back(text.substr(begin, at + 1 - begin));
      if (depth == 0) break;
    }
  }
  return items;
}

class PolicyCheck {
 public:
  PolicyCheck(const FormData& form, std::string_view bucket) : form_(form), bucket_(bucket) {}

  void condition(const json::value& condition, std::string_view written) {
    written_ = written;
    if (condition.is_object()) {
      if (condition.get_object().size() != 1) {
        throw invalid_document(
            "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.");
      }
      for (const auto& [name, value] : condition.get_object()) {
        if (!value.is_string()) throw invalid_document("Invalid Simple-Condition: value must be a string.");
        const std::string_view field(name.data(), name.size()), wanted = view(value.get_string());
        const std::string shown =
            "[\"eq\", \"$" + std::string(field) + "\", \"" + std::string(wanted) + "\"]";
        written_ = shown;
        equal(field, wanted);
      }
      return;
    }
    if (!condition.is_array()) throw invalid_document("Invalid condition test: must be a List or Object.");
    list(condition.get_array());
  }

  // Every field is one the policy speaks of, but for those that carry the signature. The bucket counts as
  // one.
  void check_covered() const {
    for (const auto& [field, value] : form_.fields) {
      const std::string name = lower(field);
      if (covered_.contains(name) || name == "policy" || name == "signature" || name == "awsaccesskeyid" ||
          name == "x-amz-signature" || name == "file" || name.starts_with("x-ignore-")) {
        continue;
      }
      throw against_policy("Extra input fields: " + name);
    }
    if (!covered_.contains("bucket")) throw against_policy("Extra input fields: bucket");
  }

 private:
  void list(const json::array& parts) {
    if (parts.empty()) throw invalid_document("Invalid Condition: missing operation identifier.");
    if (!parts[0].is_string()) throw invalid_json();
    const std::string operation = lower(view(parts[0].get_string()));
    if (operation != "eq" && operation != "starts-with" && operation != "content-length-range")
      throw invalid_document("Invalid Condition: unknown operation '" + operation + "'.");
    if (parts.size() != 3) throw invalid_document("Invalid " + operation + ": wrong number of arguments.");
    if (operation == "content-length-range") return length(parts[1], parts[2]);
    if (!parts[1].is_string() || !parts[2].is_string()) throw invalid_json();
    std::string_view name = view(parts[1].get_string());
    if (!name.starts_with('$')) throw failed();
    name.remove_prefix(1);
    if (operation == "eq") return equal(name, view(parts[2].get_string()));
    begins(name, view(parts[2].get_string()));
  }

  AwsError failed() const { return against_policy("Policy Condition failed: " + std::string(written_)); }

  std::string_view value_of(std::string_view name) {
    covered_.insert(lower(name));
    if (same_name(name, "bucket")) return bucket_;
    return form_.find(name).value_or("");
  }

  void equal(std::string_view name, std::string_view wanted) {
    if (value_of(name) == wanted) return;
    throw failed();
  }

  void begins(std::string_view name, std::string_view wanted) {
    const bool given = same_name(name, "bucket") || form_.find(name).has_value();
    const std::string_view value = value_of(name);
    if (!given || !value.starts_with(wanted)) throw failed();
    // A list of content types begins with it in each of them.
    if (!same_name(name, "Content-Type")) return;
    for (std::size_t comma = value.find(','); comma != std::string_view::npos;
         comma = value.find(',', comma + 1)) {
      const std::size_t next = value.find_first_not_of(' ', comma + 1);
      if (!value.substr(std::min(next, value.size())).starts_with(wanted)) throw failed();
    }
  }

  static std::optional<std::int64_t> number(const json::value& value) {
    if (value.is_int64()) return value.get_int64();
    const auto parsed = value.is_string() ? parse_json(view(value.get_string())) : std::nullopt;
    if (parsed && parsed->is_int64()) return parsed->get_int64();
    return std::nullopt;
  }

  void length(const json::value& least, const json::value& most) {
    const std::int64_t size = static_cast<std::int64_t>(form_.file.value_or("").size());
    const auto first = number(least), last = number(most);
    if (!first || !last) throw failed();
    const std::int64_t lowest = *first, highest = *last;
    if (lowest < 0 || highest < lowest) throw invalid_document("Invalid content-length-range.");
    if (size > highest) {
      throw AwsError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400,
                     {{"ProposedSize", size}, {"MaxSizeAllowed", highest}});
    }
    if (size < lowest) {
      throw AwsError("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", 400,
                     {{"ProposedSize", size}, {"MinSizeAllowed", lowest}});
    }
  }

  const FormData& form_;
  std::string_view bucket_;
  std::string_view written_;  // the condition that is looked at
  std::set<std::string> covered_;
};

}  // namespace

void check_post_policy(std::string_view policy, const FormData& form, std::string_view bucket, Instant now) {
  if (policy.empty()) throw invalid_document("Expecting '{' but found End-of-Input");
  const auto text = from_base64(policy);
  if (!text) throw invalid_document("invalid Base64 encoding.");
  const auto parsed = parse_json(*text, 16);
  if (!parsed || !parsed->is_object()) throw invalid_json();
  const json::object& document = parsed->get_object();
  for (const auto& [name, value] : document) {
    if (name != "expiration" && name != "conditions")
      throw invalid_document("Unexpected: \"" + std::string(name) + "\"");
  }
  const Instant end = expiration_of(document);
  const json::array& conditions = conditions_of(document);
  if (now > end) throw against_policy("Policy expired.");
  const auto written = conditions_as_written(*text);
  PolicyCheck check(form, bucket);
  for (std::size_t index = 0; index < conditions.size(); ++index) {
    check.condition(conditions[index], index < written.size() ? written[index] : std::string_view{});
  }
  check.check_covered();
}

}  // namespace orrery::s3
