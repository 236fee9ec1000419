#include "services/s3/post_policy.h"

#include <set>

#include "core/digest.h"
#include "core/http.h"
#include "core/json.h"
#include "services/s3/errors.h"

namespace orrery::s3 {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

AwsError invalid_document(std::string_view why) {
  return {"InvalidPolicyDocument", "Invalid Policy: " + std::string(why), 400};
}

AwsError against_policy(std::string_view why) {
  return access_denied("Invalid according to Policy: " + std::string(why));
}

AwsError failed(std::string_view operation, std::string_view field, std::string_view wanted) {
  return against_policy("Policy Condition failed: [\"" + std::string(operation) + "\", \"" +
                        std::string(field) + "\", \"" + std::string(wanted) + "\"]");
}

class PolicyCheck {
 public:
  PolicyCheck(const FormData& form, std::string_view bucket) : form_(form), bucket_(bucket) {}

  void condition(const json::value& condition) {
    if (condition.is_object()) {
      if (condition.get_object().size() != 1) {
        throw invalid_document(
            "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.");
      }
      for (const auto& [name, value] : condition.get_object()) {
        if (!value.is_string()) throw invalid_document("Invalid Simple-Condition: value must be a string.");
        equal({name.data(), name.size()}, view(value.get_string()));
      }
      return;
    }
    if (!condition.is_array() || condition.get_array().size() != 3) {
      throw invalid_document("Invalid Condition: wrong number of arguments.");
    }
    const json::array& parts = condition.get_array();
    if (!parts[0].is_string()) throw invalid_document("Invalid Condition.");
    const std::string operation = lower(view(parts[0].get_string()));
    if (operation == "content-length-range") return length(parts[1], parts[2]);
    if (!parts[1].is_string() || !parts[2].is_string()) throw invalid_document("Invalid Condition.");
    std::string_view name = view(parts[1].get_string());
    if (!name.starts_with('$')) throw failed(operation, name, view(parts[2].get_string()));
    name.remove_prefix(1);
    if (operation == "eq") return equal(name, view(parts[2].get_string()));
    if (operation == "starts-with") return begins(name, view(parts[2].get_string()));
    throw invalid_document("Invalid Condition: unknown operation " + operation + ".");
  }

  // Every field is one the policy speaks of, but for those that carry the signature.
  void check_covered() const {
    for (const auto& [field, value] : form_.fields) {
      const std::string name = lower(field);
      if (covered_.contains(name) || name == "policy" || name == "signature" || name == "awsaccesskeyid" ||
          name == "x-amz-signature" || name == "file" || name.starts_with("x-ignore-")) {
        continue;
      }
      throw against_policy("Extra input fields: " + name);
    }
  }

 private:
  std::string_view value_of(std::string_view name) {
    covered_.insert(lower(name));
    if (same_name(name, "bucket")) return bucket_;
    return form_.find(name).value_or("");
  }

  void equal(std::string_view name, std::string_view wanted) {
    if (value_of(name) == wanted) return;
    throw failed("eq", "$" + std::string(name), wanted);
  }

  void begins(std::string_view name, std::string_view wanted) {
    const bool given = same_name(name, "bucket") || form_.find(name).has_value();
    const std::string_view value = value_of(name);
    if (given && value.starts_with(wanted)) return;
    throw failed("starts-with", "$" + std::string(name), wanted);
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
    if (!first || !last) {
      const auto text = [](const json::value& value) {
        return value.is_string() ? std::string(view(value.get_string())) : to_text(value);
      };
      throw failed("content-length-range", text(least), text(most));
    }
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
  std::set<std::string> covered_;
};

}  // namespace

void check_post_policy(std::string_view policy, const FormData& form, std::string_view bucket, Instant now) {
  const auto text = from_base64(policy);
  const auto document = text ? parse_json(*text, 16) : std::nullopt;
  if (!document || !document->is_object()) throw invalid_document("Invalid JSON.");
  const auto expiration = find_text(document->get_object(), "expiration");
  const auto end = expiration ? parse_iso_time(*expiration) : std::nullopt;
  if (!end) throw invalid_document("Policy missing expiration.");
  const json::array* conditions = find_array(document->get_object(), "conditions");
  if (conditions == nullptr) throw invalid_document("Policy missing conditions.");
  if (now > *end) throw against_policy("Policy expired.");
  PolicyCheck check(form, bucket);
  for (const json::value& condition : *conditions) check.condition(condition);
  check.check_covered();
}

}  // namespace orrery::s3
