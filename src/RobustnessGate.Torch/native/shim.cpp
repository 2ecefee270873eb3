// Operators by schema, tensors, autograd, switches and generators.
#include "values.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/api/include/torch/cuda.h>
#include <torch/csrc/api/include/torch/serialize/archive.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/version.h>

#include <mutex>
#include <sstream>
#include <type_traits>

#define RG_AT_LEAST(major, minor) \
    (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

namespace {

using rg::borrow;
using rg::guarded;
using rg::wanted;

// An operator, with every argument the caller does not pass already filled in.
struct resolved_operator {
    c10::OperatorHandle handle;
    std::vector<c10::IValue> filled;
    std::vector<size_t> positions;
    std::vector<wanted> kinds;
};

struct schema_text {
    std::string name;
    std::string overload;
    std::vector<std::string> arguments;
};

// "conv2d(input,weight)", "add.Tensor(self,other,alpha)", "torchvision::nms(dets,scores)"
schema_text parse(const std::string& text) {
    auto open = text.find('(');
    TORCH_CHECK(open != std::string::npos && text.back() == ')', "\"", text, "\" is not of the form name.overload(argument,argument).");
    schema_text result;
    auto full = text.substr(0, open);
    auto dot = full.find('.');
    result.name = full.substr(0, dot);
    if (dot != std::string::npos) {
        result.overload = full.substr(dot + 1);
    }
    if (result.name.find("::") == std::string::npos) {
        result.name = "aten::" + result.name;
    }
    std::istringstream list(text.substr(open + 1, text.size() - open - 2));
    for (std::string name; std::getline(list, name, ',');) {
        result.arguments.push_back(name);
    }
    return result;
}

wanted kind_of(const c10::TypePtr& type) {
    auto plain = type;
    if (auto optional = plain->cast<c10::OptionalType>()) {
        plain = optional->getElementType();
    }
    switch (plain->kind()) {
    case c10::TypeKind::TensorType:
        return plain == type ? wanted::tensor : wanted::any;
    case c10::TypeKind::FloatType:
        return wanted::floating;
    case c10::TypeKind::ListType: {
        auto element = plain->castRaw<c10::ListType>()->getElementType();
        switch (element->kind()) {
        case c10::TypeKind::IntType:
            return wanted::ints;
        case c10::TypeKind::FloatType:
            return wanted::floats;
        case c10::TypeKind::TensorType:
            return wanted::tensors;
        case c10::TypeKind::OptionalType:
            return wanted::optional_tensors;
        default:
            return element->str() == "SymInt" ? wanted::ints : wanted::any;
        }
    }
    default:
        return wanted::any;
    }
}

// What stands in for an argument nobody passed: the schema's default, or None where the type allows it.
c10::IValue fill_in(const c10::Argument& argument, const std::string& name) {
    if (argument.default_value().has_value()) {
        return *argument.default_value();
    }
    TORCH_CHECK(argument.type()->kind() == c10::TypeKind::OptionalType,
                "Operator ", name, " of libtorch " TORCH_VERSION " needs an argument \"", argument.name(), "\" that was not passed.");
    return c10::IValue();
}

resolved_operator* resolve(const std::string& text) {
    auto wanted_schema = parse(text);
    auto found = c10::Dispatcher::singleton().findSchema({wanted_schema.name, wanted_schema.overload});
    TORCH_CHECK(found.has_value(), "libtorch " TORCH_VERSION " has no operator ", wanted_schema.name,
                wanted_schema.overload.empty() ? "" : ".", wanted_schema.overload, ".");
    const auto& arguments = found->schema().arguments();
    std::vector<bool> passed(arguments.size(), false);
    std::vector<size_t> positions;
    std::vector<wanted> kinds;
    for (const auto& name : wanted_schema.arguments) {
        auto index = found->schema().argumentIndexWithName(name);
        TORCH_CHECK(index.has_value(), "Operator ", wanted_schema.name, " of libtorch " TORCH_VERSION " has no argument \"", name, "\".");
        passed[static_cast<size_t>(*index)] = true;
        positions.push_back(static_cast<size_t>(*index));
        kinds.push_back(kind_of(arguments[static_cast<size_t>(*index)].type()));
    }
    std::vector<c10::IValue> filled(arguments.size());
    for (size_t i = 0; i < arguments.size(); i++) {
        if (!passed[i]) {
            filled[i] = fill_in(arguments[i], wanted_schema.name);
        }
    }
    return new resolved_operator{*found, std::move(filled), std::move(positions), std::move(kinds)};
}

// An owned generator handle is a GeneratorImpl with one reference.
void* release(at::Generator generator) { return generator.unsafeReleaseGeneratorImpl(); }

at::Generator borrow_generator(void* generator) {
    return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(static_cast<c10::GeneratorImpl*>(generator)));
}

// Reduced precision in half-precision products: a boolean at first, in later versions an enumeration whose first value means
// "allowed" and whose second means "not allowed". The setter changed at another time than the getter.
int64_t as_flag(bool value) { return value ? 1 : 0; }
template <typename Option>
std::enable_if_t<std::is_enum<Option>::value, int64_t> as_flag(Option value) { return static_cast<int>(value) == 0 ? 1 : 0; }

template <typename Context>
auto set_reduction(Context& context, bool on, int) -> decltype(context.setAllowFP16ReductionCuBLAS(on)) { context.setAllowFP16ReductionCuBLAS(on); }
template <typename Context>
void set_reduction(Context& context, bool on, long) {
    using option = decltype(context.allowFP16ReductionCuBLAS());
    context.setAllowFP16ReductionCuBLAS(static_cast<option>(on ? 0 : 1));
}

int64_t get_setting(int32_t which) {
    auto& context = at::globalContext();
    switch (which) {
    case RG_GRAD_ENABLED: return at::GradMode::is_enabled();
    case RG_INFERENCE_ENABLED: return c10::InferenceMode::is_enabled();
    case RG_ANOMALY_ENABLED: return torch::autograd::AnomalyMode::is_enabled();
    case RG_ANOMALY_CHECK_NAN: return torch::autograd::AnomalyMode::should_check_nan();
    case RG_THREADS: return at::get_num_threads();
    case RG_INTEROP_THREADS: return at::get_num_interop_threads();
    case RG_CUDA_AVAILABLE: return torch::cuda::is_available();
    case RG_CUDA_COUNT: return static_cast<int64_t>(torch::cuda::device_count());
    case RG_CUDNN_AVAILABLE: return torch::cuda::cudnn_is_available();
    case RG_MATMUL_TF32: return context.allowTF32CuBLAS();
    case RG_MATMUL_FP16_REDUCTION: return as_flag(context.allowFP16ReductionCuBLAS());
    case RG_CUDNN_TF32: return context.allowTF32CuDNN();
#if RG_AT_LEAST(2, 0)
    case RG_FLASH_SDP: return context.userEnabledFlashSDP();
    case RG_MATH_SDP: return context.userEnabledMathSDP();
#else
    case RG_FLASH_SDP: return 0;
    case RG_MATH_SDP: return 1;
#endif
    case RG_DETERMINISTIC: return context.deterministicAlgorithms();
    case RG_CUDNN_BENCHMARK: return context.benchmarkCuDNN();
    default: TORCH_CHECK(false, "There is no setting number ", which, ".");
    }
}

void set_setting(int32_t which, int64_t value) {
    auto& context = at::globalContext();
    auto on = value != 0;
    switch (which) {
    case RG_GRAD_ENABLED: at::GradMode::set_enabled(on); return;
    case RG_ANOMALY_ENABLED: torch::autograd::AnomalyMode::set_enabled(on, torch::autograd::AnomalyMode::should_check_nan()); return;
    case RG_ANOMALY_CHECK_NAN: torch::autograd::AnomalyMode::set_enabled(torch::autograd::AnomalyMode::is_enabled(), on); return;
    case RG_THREADS: at::set_num_threads(static_cast<int>(value)); return;
    case RG_INTEROP_THREADS: at::set_num_interop_threads(static_cast<int>(value)); return;
    case RG_MATMUL_TF32: context.setAllowTF32CuBLAS(on); return;
    case RG_MATMUL_FP16_REDUCTION: set_reduction(context, on, 0); return;
    case RG_CUDNN_TF32: context.setAllowTF32CuDNN(on); return;
#if RG_AT_LEAST(2, 0)
    case RG_FLASH_SDP: context.setSDPUseFlash(on); return;
    case RG_MATH_SDP: context.setSDPUseMath(on); return;
#endif
    case RG_DETERMINISTIC: context.setDeterministicAlgorithms(on, false); return;
    case RG_CUDNN_BENCHMARK: context.setBenchmarkCuDNN(on); return;
    default: TORCH_CHECK(false, "libtorch " TORCH_VERSION " cannot change setting number ", which, ".");
    }
}

void add_all(rg::storages& seen, const std::vector<at::Tensor>& tensors) {
    for (const auto& tensor : tensors) {
        seen.add(c10::IValue(tensor));
    }
}

}  // namespace

const char* rg_version() { return TORCH_VERSION; }

int32_t rg_text(int32_t which, rg_value* out) {
    return guarded([&] { rg::from_string(which == 0 ? at::show_config() : at::get_parallel_info(), *out); });
}

int32_t rg_operator_resolve(const char* schema, void** out) {
    return guarded([&] { *out = resolve(schema); });
}

int32_t rg_operator_call(void* op, const rg_value* arguments, int32_t count, rg_value* out, int32_t capacity, int32_t* produced) {
    return guarded([&] {
        const auto& target = *static_cast<resolved_operator*>(op);
        TORCH_CHECK(static_cast<size_t>(count) == target.positions.size(), "Operator ", target.handle.schema().name(), " was resolved for ",
                    target.positions.size(), " arguments and called with ", count, ".");
        torch::jit::Stack stack(target.filled);
        rg::storages inputs;
        for (int32_t i = 0; i < count; i++) {
            auto index = static_cast<size_t>(i);
            auto& slot = stack[target.positions[index]];
            slot = rg::to_ivalue(arguments[i], target.kinds[index]);
            if (capacity > 0) {
                inputs.add(slot);
            }
        }
        target.handle.callBoxed(stack);
        *produced = static_cast<int32_t>(stack.size());
        for (int32_t i = 0; i < std::min(capacity, *produced); i++) {
            rg::from_ivalue(stack[static_cast<size_t>(i)], inputs, out[i]);
        }
    });
}

void rg_tensor_free(void* tensor) {
    guarded([&] { c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(static_cast<c10::TensorImpl*>(tensor)); });
}

int32_t rg_tensor_share(void* tensor, void** out) {
    return guarded([&] { *out = rg::release(borrow(tensor)); });
}

int32_t rg_tensor_describe(void* tensor, rg_tensor_info* out) {
    return guarded([&] {
        auto value = borrow(tensor);
        auto strided = value.layout() == c10::kStrided;
        out->sizes = value.sizes().data();
        out->strides = strided ? value.strides().data() : nullptr;
        out->dimensions = value.dim();
        out->elements = value.numel();
        out->storage_offset = strided ? value.storage_offset() : 0;
        out->dtype = static_cast<int32_t>(value.scalar_type());
        out->element_size = static_cast<int32_t>(value.element_size());
        out->device_type = static_cast<int32_t>(value.device().type());
        out->device_index = value.device().index();
        out->is_contiguous = strided && value.is_contiguous();
        out->is_sparse = value.is_sparse();
        out->requires_grad = value.requires_grad();
        out->is_leaf = value.is_leaf();
    });
}

int32_t rg_tensor_data(void* tensor, void** out) {
    return guarded([&] { *out = borrow(tensor).data_ptr(); });
}

int32_t rg_tensor_from_blob(void* data, const int64_t* sizes, int32_t dimensions, int32_t dtype, void (*release)(void*), void* context, rg_value* out) {
    return guarded([&] {
        auto options = at::TensorOptions().dtype(static_cast<c10::ScalarType>(dtype));
        auto deleter = [release, context](void*) { release(context); };
        rg::from_tensor(at::from_blob(data, at::IntArrayRef(sizes, static_cast<size_t>(dimensions)), deleter, options), {}, *out);
        out->second.i = 0;
    });
}

int32_t rg_tensor_set_requires_grad(void* tensor, int32_t value) {
    return guarded([&] { borrow(tensor).set_requires_grad(value != 0); });
}

int32_t rg_tensor_retain_grad(void* tensor) {
    return guarded([&] { borrow(tensor).retain_grad(); });
}

int32_t rg_tensor_grad(void* tensor, void** out) {
    return guarded([&] { *out = rg::release(borrow(tensor).grad()); });
}

int32_t rg_tensor_set_grad(void* tensor, void* grad) {
    return guarded([&] { borrow(tensor).mutable_grad() = borrow(grad); });
}

int32_t rg_tensor_save(void* tensor, const char* path) {
    return guarded([&] {
        torch::serialize::OutputArchive archive;
        archive.write("0", borrow(tensor));
        archive.save_to(std::string(path));
    });
}

int32_t rg_tensor_load(const char* path, rg_value* out) {
    return guarded([&] {
        torch::serialize::InputArchive archive;
        archive.load_from(std::string(path));
        at::Tensor tensor;
        archive.read("0", tensor);
        rg::from_tensor(std::move(tensor), {}, *out);
    });
}

int32_t rg_backward(const rg_value* lists, int32_t retain_graph, int32_t create_graph) {
    return guarded([&] {
        torch::autograd::backward(rg::tensor_list(lists[0]), rg::tensor_list(lists[1]), retain_graph != 0, create_graph != 0,
                                  rg::tensor_list(lists[2]));
    });
}

int32_t rg_grad(const rg_value* lists, int32_t retain_graph, int32_t create_graph, int32_t allow_unused, rg_value* out) {
    return guarded([&] {
        auto outputs = rg::tensor_list(lists[0]);
        auto inputs = rg::tensor_list(lists[1]);
        auto grad_outputs = rg::tensor_list(lists[2]);
        auto grads = torch::autograd::grad(outputs, inputs, grad_outputs, retain_graph != 0, create_graph != 0, allow_unused != 0);
        rg::storages seen;
        add_all(seen, outputs);
        add_all(seen, inputs);
        add_all(seen, grad_outputs);
        auto items = rg::make_list(*out, RG_LIST, grads.size());
        for (size_t i = 0; i < grads.size(); i++) {
            rg::from_tensor(std::move(grads[i]), seen, items[i]);
        }
    });
}

int32_t rg_inference_enter(int32_t enabled, void** out) {
    return guarded([&] { *out = new c10::InferenceMode(enabled != 0); });
}

void rg_inference_exit(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }

int32_t rg_setting_get(int32_t which, int64_t* out) {
    return guarded([&] { *out = get_setting(which); });
}

int32_t rg_setting_set(int32_t which, int64_t value) {
    return guarded([&] { set_setting(which, value); });
}

int32_t rg_cuda_synchronize(int64_t index) {
    return guarded([&] { torch::cuda::synchronize(index); });
}

int32_t rg_manual_seed(uint64_t seed) {
    return guarded([&] { at::manual_seed(seed); });
}

int32_t rg_cuda_manual_seed(uint64_t seed, int32_t all) {
    return guarded([&] { all != 0 ? torch::cuda::manual_seed_all(seed) : torch::cuda::manual_seed(seed); });
}

int32_t rg_generator_new(uint64_t seed, void** out) {
    return guarded([&] { *out = release(at::detail::createCPUGenerator(seed)); });
}

int32_t rg_generator_default(void** out) {
    return guarded([&] { *out = release(at::Generator(at::detail::getDefaultCPUGenerator())); });
}

void rg_generator_free(void* generator) {
    guarded([&] { c10::intrusive_ptr<c10::GeneratorImpl>::reclaim(static_cast<c10::GeneratorImpl*>(generator)); });
}

int32_t rg_generator_seed(void* generator, uint64_t seed) {
    return guarded([&] {
        auto target = borrow_generator(generator);
        std::lock_guard<std::mutex> lock(target.mutex());
        target.set_current_seed(seed);
    });
}

int32_t rg_generator_initial_seed(void* generator, uint64_t* out) {
    return guarded([&] { *out = borrow_generator(generator).current_seed(); });
}

int32_t rg_generator_get_state(void* generator, rg_value* out) {
    return guarded([&] { rg::from_tensor(borrow_generator(generator).get_state(), {}, *out); });
}

int32_t rg_generator_set_state(void* generator, void* state) {
    return guarded([&] {
        auto target = borrow_generator(generator);
        std::lock_guard<std::mutex> lock(target.mutex());
        target.set_state(borrow(state));
    });
}
