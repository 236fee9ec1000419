#pragma once
// The shapes several operations use. Members stand in the order in which AWS reports their violations.
#include "services/dynamodb/shape.h"

namespace orrery::dynamodb::shapes {

using Kind = Shape::Kind;

inline constexpr Shape text{.kind = Kind::text};
inline constexpr Shape flag{.kind = Kind::flag};
inline constexpr Shape integer{.kind = Kind::integer};
inline constexpr Shape from_zero{.kind = Kind::integer, .min = 0};
inline constexpr Shape from_one{.kind = Kind::integer, .min = 1};
inline constexpr Shape long_integer{.kind = Kind::integer, .java = "Long"};
inline constexpr Shape long_from_one{.kind = Kind::integer, .java = "Long", .min = 1};
inline constexpr Shape real{.kind = Kind::real};
inline constexpr Shape texts{.kind = Kind::list, .element = &text};

inline constexpr Shape name{.kind = Kind::text, .name = Shape::Name::length_first};
inline constexpr Shape given_name{.kind = Kind::text, .name = Shape::Name::pattern_first};
inline constexpr Shape table_name{.kind = Kind::text, .min = 1, .name = Shape::Name::length_first};
inline constexpr Shape attribute_value{.kind = Kind::attribute_value, .java = "AttributeValue"};
inline constexpr Shape attributes{.kind = Kind::map, .java = "AttributeValue", .element = &attribute_value};
inline constexpr Shape values{.kind = Kind::list, .element = &attribute_value};
inline constexpr Shape statement{.kind = Kind::text, .min = 1, .max = 8192};
inline constexpr Shape parameters{.kind = Kind::list, .min = 1, .element = &attribute_value};
inline constexpr Shape resource_arn{.kind = Kind::text, .min = 1, .max = 1283};
inline constexpr Shape item_attribute{.kind = Kind::text, .max = 65535};
inline constexpr Shape names_map{.kind = Kind::map, .java = "java.lang.String", .element = &item_attribute};
inline constexpr Shape attributes_to_get{
    .kind = Kind::list, .min = 1, .max = 255, .element = &item_attribute};

template <std::size_t Size>
constexpr Shape choice(const std::string_view (&words)[Size]) {
  return Shape{.kind = Kind::text, .choices = words};
}

inline constexpr std::string_view capacity_words[] = {"INDEXES", "TOTAL", "NONE"};
inline constexpr Shape return_capacity = choice(capacity_words);
inline constexpr std::string_view metrics_words[] = {"SIZE", "NONE"};
inline constexpr Shape return_metrics = choice(metrics_words);
inline constexpr std::string_view return_words[] = {"ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE",
                                                    "UPDATED_NEW"};
inline constexpr Shape return_values = choice(return_words);
inline constexpr std::string_view failure_words[] = {"ALL_OLD", "NONE"};
inline constexpr Shape return_on_failure = choice(failure_words);
inline constexpr std::string_view operator_words[] = {"OR", "AND"};
inline constexpr Shape conditional_operator = choice(operator_words);
inline constexpr std::string_view comparison_words[] = {
    "IN",       "NULL", "BETWEEN", "LT",          "NOT_CONTAINS", "EQ",      "GT",
    "NOT_NULL", "NE",   "LE",      "BEGINS_WITH", "GE",           "CONTAINS"};
inline constexpr Shape comparison = choice(comparison_words);
inline constexpr std::string_view select_words[] = {"SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES",
                                                    "ALL_PROJECTED_ATTRIBUTES"};
inline constexpr Shape select = choice(select_words);

inline constexpr Member condition_members[] = {{"AttributeValueList", values},
                                               {"ComparisonOperator", comparison, Need::required}};
inline constexpr Shape condition{.kind = Kind::structure, .java = "Condition", .members = condition_members};
inline constexpr Shape conditions{.kind = Kind::map, .java = "Condition", .element = &condition};

inline constexpr Member expected_members[] = {{"AttributeValueList", values},
                                              {"ComparisonOperator", comparison},
                                              {"Exists", flag},
                                              {"Value", attribute_value}};
inline constexpr Shape expected_value{
    .kind = Kind::structure, .java = "ExpectedAttributeValue", .members = expected_members};
inline constexpr Shape expected{
    .kind = Kind::map, .java = "ExpectedAttributeValue", .element = &expected_value};

inline constexpr std::string_view action_words[] = {"ADD", "PUT", "DELETE"};
inline constexpr Shape update_action = choice(action_words);
inline constexpr Member update_members[] = {{"Action", update_action}, {"Value", attribute_value}};
inline constexpr Shape attribute_update{
    .kind = Kind::structure, .java = "AttributeValueUpdate", .members = update_members};
inline constexpr Shape attribute_updates{
    .kind = Kind::map, .java = "AttributeValueUpdate", .element = &attribute_update};

inline constexpr Member tag_members[] = {{"Key", text}, {"Value", text}};
inline constexpr Shape tag{.kind = Kind::structure, .java = "Tag", .members = tag_members};
inline constexpr Shape tags{.kind = Kind::list, .element = &tag};

}  // namespace orrery::dynamodb::shapes
