// TorchScript modules and compilation units.
#include "values.h"

#include <torch/csrc/jit/api/compilation_unit.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/import.h>
#include <torch/jit.h>

#include <memory>
#include <sstream>

namespace {

using rg::guarded;
using torch::jit::Module;
using unit_handle = std::shared_ptr<torch::jit::CompilationUnit>;

Module& module_of(void* handle) { return *static_cast<Module*>(handle); }

torch::jit::Stack stack_of(const rg_value* arguments, int32_t count, rg::storages& inputs) {
    torch::jit::Stack stack;
    for (int32_t i = 0; i < count; i++) {
        stack.push_back(rg::to_ivalue(arguments[i], rg::wanted::any));
        inputs.add(stack.back());
    }
    return stack;
}

c10::Device device_of(int32_t type, int32_t index) {
    return c10::Device(static_cast<c10::DeviceType>(type), static_cast<c10::DeviceIndex>(index));
}

// A module's own tensors are not new memory: they live as long as it does.
template <typename List>
void named_tensors(const List& list, rg_value* out) {
    std::vector<std::pair<std::string, at::Tensor>> found;
    for (const auto& item : list) {
        found.emplace_back(item.name, item.value);
    }
    auto items = rg::make_list(*out, RG_LIST, found.size() * 2);
    for (size_t i = 0; i < found.size(); i++) {
        rg::from_string(found[i].first, items[2 * i]);
        rg::from_tensor(found[i].second, {}, items[2 * i + 1]);
        items[2 * i + 1].second.i = 0;
    }
}

struct named_tensor {
    std::string name;
    at::Tensor value;
};

std::vector<named_tensor> tensor_attributes(const Module& module, bool recurse) {
    std::vector<named_tensor> result;
    for (const auto& attribute : module.named_attributes(recurse)) {
        if (attribute.value.isTensor()) {
            result.push_back({attribute.name, attribute.value.toTensor()});
        }
    }
    return result;
}

template <typename List>
void named_modules(const List& list, rg_value* out) {
    std::vector<std::pair<std::string, Module>> found;
    for (const auto& item : list) {
        found.emplace_back(item.name, item.value);
    }
    auto items = rg::make_list(*out, RG_LIST, found.size() * 2);
    for (size_t i = 0; i < found.size(); i++) {
        rg::from_string(found[i].first, items[2 * i]);
        items[2 * i + 1].tag = RG_MODULE;
        items[2 * i + 1].first.p = new Module(found[i].second);
    }
}

}  // namespace

int32_t rg_jit_load(const char* path, const uint8_t* bytes, int64_t length, int32_t device_type, int32_t device_index, void** out) {
    return guarded([&] {
        auto device = device_of(device_type, device_index);
        if (path != nullptr) {
            *out = new Module(torch::jit::load(std::string(path), device));
            return;
        }
        std::istringstream stream(std::string(reinterpret_cast<const char*>(bytes), static_cast<size_t>(length)));
        *out = new Module(torch::jit::load(stream, device));
    });
}

int32_t rg_jit_save(void* module, const char* path) {
    return guarded([&] { module_of(module).save(path); });
}

void rg_jit_free(void* module) {
    guarded([&] { delete static_cast<Module*>(module); });
}

int32_t rg_jit_call(void* module, const char* method, const rg_value* arguments, int32_t count, rg_value* out) {
    return guarded([&] {
        rg::storages inputs;
        auto stack = stack_of(arguments, count, inputs);
        rg::from_ivalue(module_of(module).get_method(method)(std::move(stack)), inputs, *out);
    });
}

int32_t rg_jit_signature(void* module, const char* method, int32_t* inputs, int32_t* outputs) {
    return guarded([&] {
        auto found = module_of(module).get_method(method);
        const auto& schema = found.function().getSchema();
        // The first argument is the module itself.
        *inputs = static_cast<int32_t>(schema.arguments().size()) - 1;
        *outputs = static_cast<int32_t>(schema.returns().size());
    });
}

int32_t rg_jit_tensors(void* module, int32_t kind, int32_t recurse, rg_value* out) {
    return guarded([&] {
        auto& target = module_of(module);
        switch (kind) {
        case 0: named_tensors(target.named_parameters(recurse != 0), out); return;
        case 1: named_tensors(target.named_buffers(recurse != 0), out); return;
        default: named_tensors(tensor_attributes(target, recurse != 0), out); return;
        }
    });
}

int32_t rg_jit_modules(void* module, int32_t recurse, rg_value* out) {
    return guarded([&] {
        auto& target = module_of(module);
        if (recurse != 0) {
            named_modules(target.named_modules(), out);
        } else {
            named_modules(target.named_children(), out);
        }
    });
}

int32_t rg_jit_set_attribute(void* module, const char* name, const rg_value* value) {
    return guarded([&] { module_of(module).setattr(name, rg::to_ivalue(*value, rg::wanted::any)); });
}

int32_t rg_jit_train(void* module, int32_t on) {
    return guarded([&] { module_of(module).train(on != 0); });
}

int32_t rg_jit_is_training(void* module, int32_t* out) {
    return guarded([&] { *out = module_of(module).is_training() ? 1 : 0; });
}

int32_t rg_jit_to(void* module, int32_t has_device, int32_t device_type, int32_t device_index, int32_t dtype, int32_t non_blocking) {
    return guarded([&] {
        auto& target = module_of(module);
        if (has_device != 0 && dtype >= 0) {
            target.to(device_of(device_type, device_index), static_cast<c10::ScalarType>(dtype), non_blocking != 0);
        } else if (has_device != 0) {
            target.to(device_of(device_type, device_index), non_blocking != 0);
        } else {
            target.to(static_cast<c10::ScalarType>(dtype), non_blocking != 0);
        }
    });
}

int32_t rg_jit_compile(const char* script, void** out) {
    return guarded([&] { *out = new unit_handle(torch::jit::compile(script)); });
}

void rg_jit_unit_free(void* unit) {
    guarded([&] { delete static_cast<unit_handle*>(unit); });
}

int32_t rg_jit_unit_call(void* unit, const char* method, const rg_value* arguments, int32_t count, rg_value* out) {
    return guarded([&] {
        rg::storages inputs;
        auto stack = stack_of(arguments, count, inputs);
        auto& function = (*static_cast<unit_handle*>(unit))->get_function(c10::QualifiedName(method));
        rg::from_ivalue(function(std::move(stack)), inputs, *out);
    });
}
