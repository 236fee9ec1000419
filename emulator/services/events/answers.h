#pragma once
// What several operations answer or take alike.
#include "core/input.h"
#include "services/events/registry.h"

namespace orrery::events {

json::object shown(const Bus& bus);
json::object shown(const Rule& rule);

// The statements of a bus's policy but the one of that id.
json::array statements_without(const Bus& bus, std::string_view id);

// What is no object has no members.
const json::object& members_of(const json::value& value);

// Refuses what is no name: letters, digits, '.', '-', '_' and those in `more`, at most `most` of them.
// `member`: as AWS calls it.
void check_name(std::string_view name, const std::string& member, std::size_t most,
                std::string_view more = {});

// One page of `all`, as `member` of the answer; NextToken where more is left.
json::object page(const Input& input, std::string_view member, json::array all);

// What CreateArchive and UpdateArchive set of an archive, and what both answer.
void change_archive(json::object& archive, const Input& input);
json::object archive_changed(const json::object& archive);

// Archives and replays are listed by their state, their source or the beginning of their name.
void check_one_filter(const Input& input, const std::string& operation);
bool passes_filter(const Input& input, const json::object& item, std::string_view name_member);

// The rule or bus whose tags `change` may change, found by ResourceARN.
void with_tags(Registry& registry, const Input& input, const std::function<void(json::object&)>& change);

}  // namespace orrery::events
